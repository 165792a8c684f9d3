package org.larmor.load.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.core.domain.Stage;
import org.larmor.proto.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Offered load to latency, from the last readout that a picture needed to its arrival at a subscriber: a broker and the scanners in
 * this process, workers in their own. {@code load-tests/run StreamLoad --scanners 1,2,4,8}.
 *
 * <p>Each line is a run with so many scanners, each of which sends scan after scan by the clock. The knee is the first load under
 * which the last pictures' median is more than {@value #KNEE} times that under the first one. Gate: every scan that was begun gets its
 * last picture.
 */
@Command(name = "StreamLoad", mixinStandardHelpOptions = true, sortOptions = false)
public final class StreamLoad implements Callable<Integer> {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final double KNEE = 3;
    private static final String HEAD =
            "| offered | stage | pictures | p50, ms | p95 | p99 | p99.9 |\n|---|---|---|---|---|---|---|";

    @Option(names = "--scanners", split = ",", description = "scanners at a time, a run each (default: 1,2,4)")
    private List<Integer> scanners = List.of(1, 2, 4);

    @Option(names = "--seconds", description = "of a run (default: 30)")
    private double seconds = 30;

    @Option(names = "--warm-up", description = "seconds of the run before the first (default: 12)")
    private double warmUp = 12;

    @Option(names = "--coils", description = "receive coils (default: 8)")
    private int coils = 8;

    @Option(names = "--matrix", description = "pixels along both axes (default: 256)")
    private int matrix = 256;

    @Option(names = "--tr", description = "between two readouts, milliseconds (default: 10)")
    private double repetitionTime = 10;

    @Option(names = "--pause", description = "between two scans of a scanner, milliseconds (default: 200)")
    private double pause = 200;

    @Option(names = "--method", description = "of the reconstruction (default: sense)")
    private String method = "sense";

    @Option(names = "--zoo", description = "folder of models, for methods that need one")
    private String zoo = "";

    @Option(names = "--workers", description = "processes of the service (default: 1)")
    private int workers = 1;

    @Option(names = "--no-transactions", description = "publishes without exactly-once")
    private boolean plain;

    @Option(names = "--parts", description = "shows what each latency is made of")
    private boolean parts;

    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScanTemplate template = new ScanTemplate(coils, matrix, repetitionTime, method);
        System.out.printf(
                "%d coils, %d x %d, %d readouts, TR %.1f ms, %.1f MB a scan, %s, %d worker(s)%s%n",
                coils,
                matrix,
                matrix,
                template.readouts(),
                repetitionTime,
                template.bytes() / 1e6,
                method,
                workers,
                plain ? ", without transactions" : "");
        try (Stand stand = Stand.start(zoo)) {
            stand.work(workers, "load", !plain);
            measure("warm", stand, template, workers, warmUp);
            System.out.println("\n" + HEAD);
            List<Double> medians = new ArrayList<>();
            for (int number : scanners) {
                Latencies latencies = measure("s" + number, stand, template, number, seconds);
                String load = load(number, template);
                System.out.print(latencies.rows(load));
                System.out.print(parts ? latencies.partRows(load) : "");
                medians.add(latencies.percentile(Stage.SENSE.label(), 50));
            }
            System.out.println(knee(medians));
        }
        return 0;
    }

    private double scanMillis(ScanTemplate template) {
        return template.readouts() * repetitionTime + pause;
    }

    private String load(int number, ScanTemplate template) {
        double perSecond = 1e3 * number / scanMillis(template);
        return "%d scanners, %.1f MB/s, %.1f scans/s".formatted(number, perSecond * template.bytes() / 1e6, perSecond);
    }

    private String knee(List<Double> medians) {
        for (int i = 1; i < medians.size(); i++) {
            if (medians.get(i) > KNEE * medians.getFirst()) {
                return "knee: between " + scanners.get(i - 1) + " and " + scanners.get(i) + " scanners";
            }
        }
        return "knee: beyond " + scanners.getLast() + " scanners";
    }

    private Latencies measure(String name, Stand stand, ScanTemplate template, int number, double duration)
            throws IOException, InterruptedException {
        Timeline timeline = new Timeline(repetitionTime, template.readouts());
        Latencies latencies = new Latencies(timeline);
        try (var subscriber = stand.subscribe(latencies);
                var producer = stand.producer()) {
            long start = System.nanoTime() + 500_000_000L;
            long until = start + (long) (1e9 * duration);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                long first = start + (long) (1e6 * scanMillis(template) * i / number);
                threads.add(Thread.ofPlatform()
                        .start(new Scanner(
                                name + "-" + i,
                                template,
                                timeline,
                                producer,
                                Topics.DEFAULT.readouts(),
                                first,
                                until,
                                (long) (1e6 * pause))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            await(timeline, latencies, name);
        }
        return latencies;
    }

    private static void await(Timeline timeline, Latencies latencies, String name) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (latencies.over() < timeline.scans() && System.nanoTime() < giveUp) {
            Thread.sleep(50);
        }
        if (latencies.finals() < timeline.scans()) {
            throw new IllegalStateException("run " + name + ": of " + timeline.scans() + " scans only "
                    + latencies.finals() + " have their last picture");
        }
    }
}
