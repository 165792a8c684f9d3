package org.larmor.app.commands;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.Terminal;
import org.larmor.app.doctor.Doctor;
import org.larmor.app.doctor.Finding;
import org.larmor.app.doctor.Finding.Level;
import org.larmor.app.options.Choices;
import org.larmor.app.options.ServiceOptions;
import org.larmor.display.DisplayConfig;
import org.larmor.proto.access.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor doctor}: looks at a deployment and says what to mend. */
@Group("Look after it")
@Command(
        name = "doctor",
        description = {
            "Looks at a deployment and says what to mend.",
            "",
            "Broker, topics, rights, models, native libraries, memory, disk and port, a line each. Nothing is "
                    + "changed. The exit status is 1 if something is wrong; warnings are no wrongs."
        },
        footer = {
            "./larmor doctor --bootstrap localhost:9092",
            "./larmor doctor --config larmor.yaml --role recon --json"
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            completionCandidates = Choices.Roles.class,
            defaultValue = "recon",
            description =
                    "whose rights are looked at: admin, console, recon, anomaly, display, bridge, metrics, watch or dead-letters (default: recon)")
    private String role = "recon";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port that the page would listen on (default: 8080 for role display, none for the others)")
    private @Nullable Integer port;

    @Option(
            names = "--models",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "reads the models and evaluates one (default), or --no-models")
    private boolean models;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        Role whose = Role.of(role);
        int page = Objects.requireNonNullElse(port, whose == Role.DISPLAY ? DisplayConfig.DEFAULT.port() : 0);
        List<Finding> findings = new Doctor(service.config(), whose, page).look(models);
        answer.give(findings, text(findings, Terminal.colours()));
        return findings.stream().anyMatch(finding -> finding.level() == Level.WRONG)
                ? ExitStatus.FAILED
                : ExitStatus.OK;
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
