package org.larmor.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import org.larmor.app.commands.AnomalyCommand;
import org.larmor.app.commands.BridgeCommand;
import org.larmor.app.commands.CalibrateCommand;
import org.larmor.app.commands.ChaosCommand;
import org.larmor.app.commands.DeadLettersCommand;
import org.larmor.app.commands.DemoCommand;
import org.larmor.app.commands.DisplayCommand;
import org.larmor.app.commands.DoctorCommand;
import org.larmor.app.commands.EvalCommand;
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

/** The command {@code larmor}. */
@Command(
        name = "larmor",
        mixinStandardHelpOptions = true,
        version = "Larmor 0.1.0",
        description = {"Reactive streaming MR reconstruction: readouts in over Kafka, progressive pictures out.", ""},
        footer = {
            "",
            "Begin with:",
            "  ./larmor demo                        watch a simulated scan become a picture",
            "  ./larmor recon FILE.h5 --out DIR     pictures and uncertainty of an MRD file",
            "  ./larmor test                        all tests",
            "  ./larmor COMMAND --help              options and examples of a command"
        },
        subcommands = {
            DemoCommand.class,
            ReconCommand.class,
            ReplayCommand.class,
            SimulateCommand.class,
            ServeCommand.class,
            DisplayCommand.class,
            BridgeCommand.class,
            WatchCommand.class,
            MetricsCommand.class,
            SynthesizeCommand.class,
            AnomalyCommand.class,
            TopicsCommand.class,
            DoctorCommand.class,
            DeadLettersCommand.class,
            ModelsCommand.class,
            EvalCommand.class,
            CalibrateCommand.class,
            TrainCommand.class,
            ChaosCommand.class
        })
public final class Larmor {
    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), arguments));
    }

    /** Runs a command line; what it returns is the exit status. {@code out} takes help, {@code err} what went wrong. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Larmor())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new OneLineErrors())
                .setParameterExceptionHandler(OneLineErrors::usage)
                .setUsageHelpAutoWidth(true)
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }
}
