package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.Numbers;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.stack.RequestedScan;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.DisplayConfig;
import org.larmor.display.DisplayServer;
import org.larmor.display.results.ResultListener;
import org.larmor.proto.Topics;
import org.larmor.recon.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code larmor demo}: a broker, the service, two simulated scans and the live page, in one process. */
@Group("Begin")
@Command(
        name = "demo",
        description = {
            "Starts all of it here and scans a brain and a heart.",
            "",
            "A Kafka broker and the service are started in this process and sent two simulated scans at R = 4, "
                    + "paced as a scanner would: a brain and a beating heart. What comes is shown as it comes, here and on "
                    + "a live page; at the end every stage is compared with the simulation's truth."
        },
        footer = {
            "./larmor demo",
            "# ends by itself; the pictures are in out/demo",
            "./larmor demo --headless",
            "# a brain with lesions and maps of them, not for diagnosis",
            "./larmor demo --anomaly"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final long SILENCE_MILLIS = 120_000;

    @Option(names = "--headless", description = "no page; ends by itself")
    private boolean headless;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "port of the page (default: 8080)")
    private int port;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "port of the Kafka broker (default: any that is free)")
    private int brokerPort;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/demo",
            description = "folder of what is written (default: out/demo)")
    private Path out = Path.of("out/demo");

    @Option(names = "--samples", paramLabel = "K", defaultValue = "2", description = "posterior samples (default: 2)")
    private int samples;

    @Option(
            names = "--anomaly",
            description =
                    "instead of these two, slices of a real brain with lesions as a scanner would measure them, in T1 and"
                            + " FLAIR, and where they differ from a healthy one; not for diagnosis")
    private boolean anomaly;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "seed of anatomy, mask and noise (default: 1)")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException, Failure {
        List<DemoScan> scans = anomaly ? List.of() : DemoScan.all(out, seed);
        AnomalyDemo lesions = anomaly ? AnomalyDemo.open(out.resolve("anomaly"), seed) : null;
        try (DisplayServer page = headless ? null : DisplayServer.start(DisplayConfig.DEFAULT.withPort(port));
                ProgressLine progress = ProgressLine.onTerminal()) {
            if (page != null) {
                System.out.println("The page: " + page.address());
            }
            progress.show("starting a Kafka broker and the service");
            try (ScanStack stack = ScanStack.openHere(brokerPort, Topics.DEFAULT, roles())) {
                progress.say("A Kafka broker at " + stack.bootstrap() + " and the service are up in this process.");
                stack.subscribe(listeners(scans, lesions, progress, page));
                if (page != null) {
                    stack.watch(page::workers);
                }
                if (lesions == null) {
                    send(stack, scans, progress);
                    conclude(stack, scans, progress);
                } else {
                    lesions.send(stack, samples, progress);
                    lesions.conclude(stack, progress);
                }
                if (page != null) {
                    System.out.println("\nThe page stays open: " + page.address() + "  (Ctrl-C ends)");
                    new CountDownLatch(1).await();
                }
            }
        }
        return ExitStatus.OK;
    }

    private Set<Role> roles() {
        return anomaly ? EnumSet.allOf(Role.class) : EnumSet.of(Role.RECON);
    }

    private static ResultListener[] listeners(
            List<DemoScan> scans, @Nullable AnomalyDemo lesions, ProgressLine progress, @Nullable DisplayServer page) {
        List<ResultListener> all = new ArrayList<>(List.of(new DemoProgress(progress)));
        if (lesions != null) {
            all.addAll(lesions.listeners());
        }
        scans.forEach(scan -> all.addAll(List.of(scan.results(), scan.cine())));
        if (page != null) {
            all.add(page.listener());
        }
        return all.toArray(ResultListener[]::new);
    }

    private void send(ScanStack stack, List<DemoScan> scans, ProgressLine progress) throws InterruptedException {
        for (DemoScan scan : scans) {
            progress.say(describe(scan));
            Sending.send(
                    stack, new RequestedScan(new SimulatedSource(scan.scan()), scan.wishes(samples)), true, progress);
        }
    }

    private static String describe(DemoScan scan) {
        var settings = scan.scan().settings();
        return "Scanning %s: %d x %d, %s, %s, %d coils, R = %.0f, TR %.1f ms, %d readouts"
                .formatted(
                        settings.scanId(),
                        settings.rows(),
                        settings.columns(),
                        Numbers.of(settings.slices(), "slice"),
                        Numbers.of(settings.phases(), "phase"),
                        settings.coils(),
                        settings.acceleration(),
                        settings.repetitionTimeMillis(),
                        scan.scan().readouts());
    }

    private void conclude(ScanStack stack, List<DemoScan> scans, ProgressLine progress)
            throws IOException, InterruptedException, Failure {
        List<String> unfinished = new ArrayList<>();
        for (DemoScan scan : scans) {
            boolean ended = scan.results().await(SILENCE_MILLIS, stack::isBroken);
            progress.close();
            scan.folder().finish(scan.results(), "simulated", scan.scan().readouts());
            System.out.println();
            System.out.println(scan.results().scanId() + ", against the simulation's truth:");
            System.out.print(StageTable.of(scan.results(), scan.scan()::expected));
            System.out.println("PSNR in the object over the share of k-space:");
            System.out.print(PreviewTable.of(scan.folder().quality()));
            if (scan.isCine()) {
                System.out.println(scan.concludeCine(seed));
            }
            System.out.println("Pictures: " + scan.folder().path().resolve("overview.png"));
            if (!ended || !scan.results().isWhole()) {
                ScanStatus status = scan.results().status();
                unfinished.add(scan.results().scanId() + " " + (status == null ? "never began" : status.message()));
            }
        }
        if (!unfinished.isEmpty()) {
            throw new Failure("not every image was made: " + String.join("; ", unfinished));
        }
    }
}
