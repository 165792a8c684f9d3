package org.larmor.app.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.doctor.Doctor;
import org.larmor.app.doctor.Finding;
import org.larmor.app.doctor.Finding.Level;
import org.larmor.app.stack.Home;
import org.larmor.proto.access.Role;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code larmor doctor}: looks at a deployment and says what to mend. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at a deployment and says what to mend; changes nothing.",
            "",
            "Broker, topics, rights, models, native libraries, memory, disk and port, a line each. Exit status: 0 if nothing is",
            "wrong (warnings are no wrongs), 1 otherwise."
        },
        footer = {
            "",
            "Examples:",
            "  ./larmor doctor --bootstrap localhost:9092",
            "  ./larmor doctor --config larmor.yaml --role recon --json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final String COLOURS = "larmor.colours";

    @Option(names = "--config", paramLabel = "FILE.yaml", description = "configuration of the deployment")
    private @Nullable Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker; overrides the configuration's")
    private @Nullable String bootstrap;

    @Option(names = "--topic-prefix", paramLabel = "PREFIX", description = "overrides the configuration's")
    private @Nullable String prefix;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "recon",
            description =
                    "whose rights are looked at: admin, console, recon, anomaly, display or bridge (default: recon)")
    private String role = "recon";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "port that the page would listen on (default: 8080)")
    private int port;

    @Option(
            names = "--models",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "reads the models and evaluates one (default), or --no-models")
    private boolean models;

    @Option(names = "--json", description = "prints the findings as JSON")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new Doctor(config(), Role.of(role), port).look(models);
        System.out.print(json ? json(findings) : text(findings, Boolean.getBoolean(COLOURS)));
        return findings.stream().anyMatch(finding -> finding.level() == Level.WRONG)
                ? ExitStatus.FAILED
                : ExitStatus.OK;
    }

    private ReconConfig config() {
        ReconConfig config =
                file == null ? ReconConfig.DEFAULT.withZoo(Home.zoo().toString()) : ReconConfigFile.read(file);
        config = bootstrap == null ? config : config.withBootstrap(bootstrap);
        return prefix == null ? config : config.withPrefix(prefix);
    }

    private static String json(List<Finding> findings) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings always encode", e);
        }
    }

    static String text(List<Finding> findings, boolean colours) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(level(finding.level(), colours))
                    .append("  ")
                    .append(finding.subject())
                    .append(": ")
                    .append(finding.detail())
                    .append('\n');
            if (!finding.remedy().isEmpty()) {
                text.append("         -> ").append(finding.remedy()).append('\n');
            }
        }
        long wrong = count(findings, Level.WRONG);
        long warnings = count(findings, Level.WARNING);
        return text
                + (wrong == 0 ? "Nothing is wrong" : wrong + (wrong == 1 ? " thing is wrong" : " things are wrong"))
                + (warnings == 0 ? ".\n" : ", " + warnings + (warnings == 1 ? " warning.\n" : " warnings.\n"));
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String level(Level level, boolean colours) {
        return switch (level) {
            case OK -> paint("ok     ", "32", colours);
            case WARNING -> paint("warning", "33", colours);
            case WRONG -> paint("wrong  ", "31;1", colours);
        };
    }

    private static String paint(String text, String code, boolean colours) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
