package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.app.cli.HelpPages;
import org.larmor.architecture.TypedCommands;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every command as a stranger meets it. */
class HelpTest {
    /** What fits beside the names on a terminal of 80 columns. */
    private static final int SUMMARY = 54;

    private static final int TERMINAL = 80;

    /** Commands whose answers a script would read. */
    private static final Set<String> FOR_SCRIPTS = Set.of(
            "recon",
            "simulate",
            "replay",
            "topics create",
            "topics list",
            "doctor",
            "dead-letters list",
            "dead-letters show",
            "models",
            "models list",
            "models show",
            "models verify",
            "synthesize",
            "anomaly",
            "eval",
            "eval synthesis",
            "eval anomaly",
            "calibrate");

    static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Larmor.commandLine().getCommandSpec(), names);
        return names;
    }

    private static void collect(CommandSpec command, List<String> names) {
        for (CommandLine each : command.subcommands().values()) {
            CommandSpec spec = each.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                names.add(spec.qualifiedName().substring("larmor ".length()));
                collect(spec, names);
            }
        }
    }

    private static CommandSpec spec(String name) {
        CommandLine command = Larmor.commandLine();
        for (String word : name.split(" ")) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), name);
        }
        return command.getCommandSpec();
    }

    private static String[] with(String name, String... more) {
        return Stream.concat(Arrays.stream(name.split(" ")), Arrays.stream(more))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsAllThatIsSaidWhenAskedForAndFitsAnOldTerminal(String name) {
        Commands.Answer answer = Commands.run(with(name, "--help"));

        assertEquals(0, answer.status());
        assertEquals("", answer.err());
        assertFalse(answer.out().contains("\u001b"), "colours where nobody looks");
        assertEquals(
                List.of(),
                answer.out().lines().filter(line -> line.length() > TERMINAL).toList());
        assertTrue(answer.out().startsWith("Usage: larmor " + name), answer.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theFirstSentenceSaysWhatItDoesAndTheExamplesWouldRun(String name) {
        CommandSpec command = spec(name);
        String summary = command.usageMessage().description()[0];
        assertTrue(summary.matches("[A-Z][a-z]+s .*\\.") && summary.length() <= SUMMARY, summary);

        List<String> examples = TypedCommands.in(
                        String.join("\n", command.usageMessage().footer()))
                .toList();
        assertTrue(
                examples.stream().anyMatch(example -> (example + " ").startsWith(name + " ")),
                name + " has no example");
        assertEquals(
                List.of(),
                examples.stream()
                        .map(TypedCommands::fault)
                        .filter(fault -> !fault.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionIsDescribedInThePhraseThatTheOthersUse(String name) {
        CommandSpec command = spec(name);
        for (ArgSpec each : command.args()) {
            String phrase = String.join(" ", each.renderedDescription());
            assertTrue(phrase.length() > 5 && !phrase.endsWith("."), () -> name + " " + each + ": " + phrase);
        }
        List<String> names = command.options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(option -> !option.matches("-h|--R|--[a-z]+(-[a-z]+)*"))
                .toList();
        assertEquals(List.of(), names);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsNotUnderstoodIsStatusTwoAndPointsToTheHelp(String name) {
        Commands.Answer answer = Commands.run(with(name, "--no-such-option"));

        assertEquals(2, answer.status());
        assertEquals("", answer.out());
        assertEquals(2, answer.err().lines().count(), answer.err());
        assertTrue(answer.err().contains("larmor " + name + " --help"), answer.err());
    }

    @Test
    void whatScriptsReadIsJsonWhenAskedFor() {
        assertEquals(
                FOR_SCRIPTS,
                commands().stream()
                        .filter(name -> spec(name).findOption("--json") != null)
                        .collect(Collectors.toSet()));
    }

    @Test
    void namesAreBoldOnATerminalAlone() {
        String plain = HelpPages.set(new CommandLine(new Larmor()), false).getUsageMessage();
        String bold = HelpPages.set(new CommandLine(new Larmor()), true).getUsageMessage();
        assertTrue(bold.contains("\u001b[1mdemo\u001b[0m"), bold);
        assertEquals(plain, bold.replaceAll("\u001b\\[[01]m", ""));
    }
}
