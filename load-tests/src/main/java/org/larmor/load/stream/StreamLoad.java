package org.larmor.load.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Offered load to latency, from the last readout that a picture needed to its arrival at a subscriber: a broker and the scanners in
 * this process, workers in their own. {@code load-tests/run StreamLoad --scanners 1,2,4,8}.
 *
 * <p>Each line is a run with so many scanners, each of which sends scan after scan by the clock. Gate: every scan that was begun
 * gets its last picture.
 */
@Command(name = "StreamLoad", mixinStandardHelpOptions = true, sortOptions = false)
public final class StreamLoad implements Callable<Integer> {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final double WARM_UP_SECONDS = 12;

    @Option(names = "--scanners", split = ",", description = "scanners at a time, a run each (default: 1,2,4)")
    private List<Integer> scanners = List.of(1, 2, 4);

    @Option(names = "--seconds", description = "of a run (default: 30)")
    private double seconds = 30;

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

    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScanTemplate template = new ScanTemplate(coils, matrix, repetitionTime, method);
        System.out.printf(
                "%d coils, %d x %d, %d readouts, TR %.1f ms, %.1f MB a scan, %s, %d worker(s)%n",
                coils, matrix, matrix, template.readouts(), repetitionTime, template.bytes() / 1e6, method, workers);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TopicAdmin admin =
                        new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrap()), TopicCopies.BROKERS_OWN)) {
            admin.create(Topics.DEFAULT);
            List<Worker> started = new ArrayList<>();
            try {
                for (int i = 0; i < workers; i++) {
                    started.add(Worker.start(configuration(broker.bootstrap())));
                }
                measure("warm", broker.bootstrap(), template, Math.max(workers, 1), WARM_UP_SECONDS);
                System.out.println(
                        "\n| offered | stage | pictures | p50, ms | p95 | p99 | p99.9 |\n|---|---|---|---|---|---|---|");
                for (int number : scanners) {
                    System.out.print(measure("s" + number, broker.bootstrap(), template, number, seconds));
                }
            } finally {
                started.forEach(Worker::close);
            }
        }
        return 0;
    }

    private String configuration(String bootstrap) throws IOException {
        String models = zoo.isEmpty()
                ? Files.createTempDirectory("no-models").toString()
                : Path.of(zoo).toAbsolutePath().toString();
        return ReconConfigFile.write(
                ReconConfig.DEFAULT.withBootstrap(bootstrap).withZoo(models));
    }

    /** One run: the rows of its stages. */
    private String measure(String name, String bootstrap, ScanTemplate template, int number, double duration)
            throws IOException, InterruptedException {
        Timeline timeline = new Timeline(repetitionTime, template.readouts());
        Latencies latencies = new Latencies(timeline);
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("bootstrap.servers", bootstrap);
        try (ResultSubscriber subscriber =
                        ResultSubscriber.start(bootstrap, Topics.DEFAULT, ResultSubscriber.From.NOW, latencies);
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime() + 500_000_000L;
            long until = start + (long) (1e9 * duration);
            double scanMillis = template.readouts() * repetitionTime + pause;
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                long first = start + (long) (1e6 * scanMillis * i / number);
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
            double offered = number * template.bytes() / 1e6 / (scanMillis / 1e3);
            return latencies.rows(
                    "%d scanners, %.1f MB/s, %.1f scans/s".formatted(number, offered, 1e3 * number / scanMillis));
        }
    }

    private static void await(Timeline timeline, Latencies latencies, String name) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (latencies.over() < timeline.scans()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("run " + name + ": of " + timeline.scans() + " scans only "
                        + latencies.finals() + " have their last picture");
            }
            Thread.sleep(50);
        }
    }
}
