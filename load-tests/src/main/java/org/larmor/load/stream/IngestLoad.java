package org.larmor.load.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.display.results.ResultListener;
import org.larmor.load.Median;
import org.larmor.load.Ratio;
import org.larmor.proto.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the broker to assembled k-space, beside a bare consumer that drains the same records: {@code load-tests/run IngestLoad}.
 *
 * <p>One scan of many averages lies on one partition behind another like it, with which the reader of either kind warms up. The
 * service's time is that from the scan's first status to the one that says that all of it is assembled. Both are processes of their own
 * and read by turns. Gate: every readout was taken.
 */
@Command(name = "IngestLoad", mixinStandardHelpOptions = true, sortOptions = false)
public final class IngestLoad implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 240;

    @Option(names = "--rounds", description = "of either (default: 3)")
    private int rounds = 3;

    @Option(names = "--megabytes", description = "of the scan that is measured (default: 400)")
    private int megabytes = 400;

    @Option(names = "--coils", description = "receive coils (default: 8)")
    private int coils = 8;

    public static void main(String[] args) {
        System.exit(new CommandLine(new IngestLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long one = new ScanTemplate(coils, 256, 10, "zero-filled").bytes();
        ScanTemplate template = new ScanTemplate(
                coils, 256, 10, "zero-filled", Math.toIntExact(Math.max(1, 1_000_000L * megabytes / one)));
        double[] bare = new double[rounds];
        double[] service = new double[rounds];
        try (Stand stand = Stand.start("")) {
            send(stand, template, "warm");
            send(stand, template, "measured");
            for (int round = 0; round < rounds; round++) {
                bare[round] = drained(stand, template);
                service[round] = assembled(stand, template, round);
            }
        }
        double mbBare = template.bytes() / 1e6 / Median.of(bare);
        double mbService = template.bytes() / 1e6 / Median.of(service);
        System.out.printf(
                "%d coils, 512 samples, %d readouts of %.0f KB, %.0f MB%n",
                coils, template.readouts(), template.bytes() / 1e3 / template.readouts(), template.bytes() / 1e6);
        System.out.println("| | MB/s |\n|---|---|");
        System.out.printf("| bare consumer | %.0f |%n| broker to assembled k-space | %.0f |%n", mbBare, mbService);
        Ratio.tell("ingest-over-bare-consumer", mbService / mbBare);
        return 0;
    }

    private static void send(Stand stand, ScanTemplate template, String scanId) {
        try (var producer = stand.producer()) {
            for (byte[] record : template.records(scanId)) {
                producer.send(new ProducerRecord<>(Topics.DEFAULT.readouts(), 0, scanId, record));
            }
        }
    }

    private static double drained(Stand stand, ScanTemplate template) throws IOException {
        Process process = Worker.java(
                        Drain.class,
                        stand.bootstrap() + " " + template.records("measured").size())
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return Double.parseDouble(String.valueOf(said.readLine()));
        }
    }

    private static double assembled(Stand stand, ScanTemplate template, int round)
            throws IOException, InterruptedException {
        Moments moments = new Moments("measured");
        try (var subscriber = stand.subscribe(moments)) {
            stand.work(1, "ingest" + round, true);
            return moments.seconds(template.readouts());
        } finally {
            stand.rest();
        }
    }

    /** When a scan's statuses came. */
    private static final class Moments implements ResultListener {
        private final String scanId;
        private final Map<State, Long> nanos = new ConcurrentHashMap<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long received;

        Moments(String scanId) {
            this.scanId = scanId;
        }

        @Override
        public void image(ReconImage image) {}

        @Override
        public void status(ScanStatus status) {
            if (status.scanId().equals(scanId)) {
                nanos.putIfAbsent(status.state(), System.nanoTime());
                received = status.counts().received();
                if (status.state().isLast()) {
                    nanos.putIfAbsent(State.RECONSTRUCTING, System.nanoTime());
                    over.countDown();
                }
            }
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            System.err.println("dead letter: " + letter.reason());
        }

        double seconds(int readouts) throws InterruptedException {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || received != readouts) {
                throw new IllegalStateException(received + " of " + readouts + " readouts were assembled");
            }
            return (moment(State.RECONSTRUCTING) - moment(State.STARTED)) / 1e9;
        }

        private long moment(State state) {
            return java.util.Objects.requireNonNull(nanos.get(state), state.name());
        }
    }
}
