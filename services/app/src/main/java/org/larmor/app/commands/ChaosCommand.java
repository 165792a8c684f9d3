package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.larmor.app.chaos.ChaosReport;
import org.larmor.app.chaos.ChaosRun;
import org.larmor.app.chaos.ChaosSettings;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.display.files.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor chaos}: faults in a small installation on this machine, and whether each picture came exactly once. */
@Group("Measure and train")
@Command(
        name = "chaos",
        description = {
            "Does faults to an installation, counts its pictures.",
            "",
            "A broker, workers and consoles are started as processes of their own and sent small scans, some of "
                    + "them badly; they are killed, stopped, cut off and flooded as the seed says. The exit status is 1 "
                    + "unless every last picture of every scan came exactly once."
        },
        footer = {
            "./larmor chaos --minutes 10 --seed 7",
            "# no faults: whether memory, files and threads stay as they are",
            "./larmor chaos --soak --minutes 60"
        })
public final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--minutes", paramLabel = "N", defaultValue = "5", description = "how long it goes on (default: 5)")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of the faults (default: 1)")
    private long seed;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "3", description = "worker processes (default: 3)")
    private int workers;

    @Option(
            names = "--scanners",
            paramLabel = "N",
            defaultValue = "4",
            description = "scanners that send at a time (default: 4)")
    private int scanners;

    @Option(
            names = "--record-ms",
            paramLabel = "MS",
            defaultValue = "60",
            description = "milliseconds between two records of a scanner (default: 60)")
    private long pause;

    @Option(
            names = "--every",
            paramLabel = "S",
            defaultValue = "20",
            description = "seconds between faults (default: 20)")
    private double every;

    @Option(
            names = "--soak",
            description = "no faults: a network reconstructs, and heap, native memory, files and threads are looked at")
    private boolean soak;

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "of what the workers can do, which is measured before a soak (default: 0.8)")
    private double load;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/chaos",
            description = "folder of report and logs (default: out/chaos)")
    private Path out = Path.of("out/chaos");

    @Override
    public Integer call() throws IOException, InterruptedException, Failure {
        var settings =
                new ChaosSettings(minutes, seed, workers, scanners, pause, Math.round(1000 * every), soak, load, out);
        ChaosReport report = new ChaosRun(settings, System.out::println).run();
        String table = report.markdown();
        WholeFile.write(out.resolve("chaos.md"), file -> file.write(table.getBytes(UTF_8)));
        byte[] json =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report);
        WholeFile.write(out.resolve("chaos.json"), file -> file.write(json));
        System.out.println();
        System.out.print(table);
        if (!report.isRight()) {
            throw new Failure(
                    "not every picture came exactly once, or something grew; the processes' logs are in " + out);
        }
        return ExitStatus.OK;
    }

    /** A broker in a process of its own, so that it can be killed. */
    @Command(name = "broker", hidden = true, description = "Runs the broker of an installation, until it is ended.")
    int broker(@Parameters Path data, @Parameters int port, @Parameters int advertised) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(data, port, advertised);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close-broker"));
        new CountDownLatch(1).await();
        return ExitStatus.OK;
    }
}
