package org.larmor.app.cli;

import static java.util.stream.Collectors.joining;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * How help looks: what is required stands in the first line, options and commands under the headings of their {@link Group}s. The
 * footer of a command is its examples, as they are typed; a comment stands on a line of its own.
 */
public final class HelpPages {
    private static final int WIDEST = 100;
    private static final int NAMES = 26;

    private final boolean bold;

    private HelpPages(boolean bold) {
        this.bold = bold;
    }

    /** @param colours whether names may be bold: where help goes to a terminal */
    public static CommandLine set(CommandLine root, boolean colours) {
        HelpPages pages = new HelpPages(colours);
        Map<String, CommandLine.IHelpSectionRenderer> sections = new LinkedHashMap<>(root.getHelpSectionMap());
        sections.put(SECTION_KEY_SYNOPSIS, help -> synopsis(help.commandSpec()) + "\n");
        sections.put(SECTION_KEY_DESCRIPTION, HelpPages::description);
        sections.put(SECTION_KEY_PARAMETER_LIST, pages::arguments);
        sections.put(SECTION_KEY_OPTION_LIST, pages::options);
        sections.put(SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sections.put(SECTION_KEY_COMMAND_LIST, pages::commands);
        sections.put(SECTION_KEY_FOOTER, HelpPages::examples);
        return root.setHelpSectionMap(sections)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(new Help.ColorScheme.Builder(Help.Ansi.OFF).build());
    }

    /** For example {@code larmor recon FILE.h5 --out=DIR [OPTIONS]}. */
    static String synopsis(CommandSpec command) {
        Stream<String> operands = command.positionalParameters().stream().map(HelpPages::operand);
        Stream<String> required = command.options().stream()
                .filter(option -> option.required() && option.group() == null)
                .map(HelpPages::named);
        Stream<String> rest = Stream.of("[OPTIONS]", commandLabel(command)).filter(part -> !part.isEmpty());
        return Stream.of(Stream.of(command.qualifiedName()), operands, required, rest)
                .flatMap(Function.identity())
                .collect(joining(" "));
    }

    private static String operand(PositionalParamSpec operand) {
        String label = operand.arity().max() > 1 ? operand.paramLabel() + "..." : operand.paramLabel();
        return operand.required() ? label : "[" + label + "]";
    }

    private static String commandLabel(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? ""
                : command.userObject() instanceof Callable ? "[COMMAND]" : "COMMAND";
    }

    /** An option as it is typed: its name and what it takes. */
    static String named(OptionSpec option) {
        String first = Arrays.stream(option.names())
                .filter(each -> each.startsWith("--"))
                .findFirst()
                .orElse(option.longestName());
        String name = option.negatable() ? "--[no-]" + first.substring(2) : first;
        String more = option.splitRegex().isEmpty() ? option.arity().max() > 1 ? "..." : "" : "[,...]";
        return option.arity().max() == 0 ? name : name + "=" + option.paramLabel() + more;
    }

    /** What a command does, in one sentence. */
    static String summary(CommandSpec command) {
        return command.usageMessage().description()[0];
    }

    /** What something is for. */
    static String meaning(CommandLine.Model.ArgSpec argument) {
        return String.join(" ", argument.renderedDescription());
    }

    private static String description(Help help) {
        return Arrays.stream(help.commandSpec().usageMessage().description())
                .map(paragraph -> wrapped(paragraph, 0, width(help)) + "\n")
                .collect(joining());
    }

    private String arguments(Help help) {
        List<PositionalParamSpec> operands = help.commandSpec().positionalParameters();
        return operands.isEmpty()
                ? ""
                : "\nArguments:\n"
                        + operands.stream()
                                .map(each -> item(each.paramLabel(), meaning(each), width(help)))
                                .collect(joining());
    }

    private String options(Help help) {
        StringBuilder text = new StringBuilder();
        Groups.options(help.commandSpec()).forEach((heading, options) -> {
            text.append('\n').append(heading).append(":\n");
            options.forEach(option -> text.append(item(names(option), meaning(option), width(help))));
        });
        return text.toString();
    }

    private static String names(OptionSpec option) {
        return option.shortestName().length() == 2 ? option.shortestName() + ", " + named(option) : named(option);
    }

    private String commands(Help help) {
        StringBuilder text = new StringBuilder();
        Groups.commands(help.commandSpec()).forEach((heading, commands) -> {
            text.append('\n').append(heading).append(":\n");
            commands.forEach(command -> text.append(item(command.name(), summary(command), width(help))));
        });
        return text.toString();
    }

    private String item(String name, String meaning, int width) {
        String shown = bold ? "\u001b[1m" + name + "\u001b[0m" : name;
        String gap = name.length() > NAMES - 4 ? "\n" + " ".repeat(NAMES) : " ".repeat(NAMES - 2 - name.length());
        return "  " + shown + gap + wrapped(meaning, NAMES, width) + "\n";
    }

    private static String examples(Help help) {
        String[] examples = help.commandSpec().usageMessage().footer();
        return examples.length == 0
                ? ""
                : "\nExamples:\n"
                        + Arrays.stream(examples)
                                .map(line -> "  " + line + "\n")
                                .collect(joining());
    }

    private static int width(Help help) {
        return Math.min(help.commandSpec().usageMessage().width(), WIDEST);
    }

    /** Breaks between words alone; lines but the first are indented. */
    private static String wrapped(String text, int indent, int width) {
        StringBuilder wrapped = new StringBuilder();
        int column = indent;
        for (String word : text.split(" ")) {
            if (column > indent && column + 1 + word.length() > width) {
                wrapped.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}
