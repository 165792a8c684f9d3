package org.larmor.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import org.larmor.app.cli.HelpPages;
import org.larmor.app.cli.Terminal;
import org.larmor.app.commands.AnomalyCommand;
import org.larmor.app.commands.BridgeCommand;
import org.larmor.app.commands.CalibrateCommand;
import org.larmor.app.commands.ChaosCommand;
import org.larmor.app.commands.CompletionCommand;
import org.larmor.app.commands.DeadLettersCommand;
import org.larmor.app.commands.DemoCommand;
import org.larmor.app.commands.DisplayCommand;
import org.larmor.app.commands.DoctorCommand;
import org.larmor.app.commands.EvalCommand;
import org.larmor.app.commands.ManCommand;
import org.larmor.app.commands.MetricsCommand;
import org.larmor.app.commands.ModelsCommand;
import org.larmor.app.commands.ReconCommand;
import org.larmor.app.commands.ReplayCommand;
import org.larmor.app.commands.ServeCommand;
import org.larmor.app.commands.SimulateCommand;
import org.larmor.app.commands.SynthesizeCommand;
import org.larmor.app.commands.TopicsCommand;
import org.larmor.app.commands.TrainCommand;
import org.larmor.app.commands.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code larmor}. */
@Command(
        name = "larmor",
        version = "Larmor 0.1.0",
        description = {
            "Reconstructs MR scans while they are measured.",
            "",
            "Readouts go in over Kafka, progressive pictures with their uncertainty come out. For research, not for diagnosis."
        },
        footer = {
            "# watch a simulated scan become a picture",
            "./larmor demo",
            "# pictures and uncertainty of an MRD file",
            "./larmor recon scan.h5 --out out/scan",
            "# options and examples of a command",
            "./larmor recon --help",
            "# all tests",
            "./larmor test"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:it failed, though the input was right; or what was looked at is wrong",
            "2:wrong usage, or input that cannot be used",
            "130:ended by Ctrl-C",
            "143:told to end (SIGTERM), and ended in order"
        },
        subcommands = {
            DemoCommand.class,
            ReconCommand.class,
            ServeCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            BridgeCommand.class,
            DisplayCommand.class,
            WatchCommand.class,
            TopicsCommand.class,
            DoctorCommand.class,
            DeadLettersCommand.class,
            MetricsCommand.class,
            ModelsCommand.class,
            SynthesizeCommand.class,
            AnomalyCommand.class,
            EvalCommand.class,
            CalibrateCommand.class,
            TrainCommand.class,
            ChaosCommand.class,
            CompletionCommand.class,
            ManCommand.class
        })
public final class Larmor {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "shows this help and ends")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "shows the version and ends")
    private boolean version;

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), arguments));
    }

    /** Runs a command line; what it returns is the exit status. {@code out} takes help, {@code err} what went wrong. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine()
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new OneLineErrors())
                .setParameterExceptionHandler(OneLineErrors::usage)
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    /** The command, its commands and their options. */
    public static CommandLine commandLine() {
        return HelpPages.set(new CommandLine(new Larmor()), Terminal.colours());
    }
}
