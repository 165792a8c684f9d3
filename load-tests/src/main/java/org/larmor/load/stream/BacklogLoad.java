package org.larmor.load.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;
import org.larmor.load.Ratio;
import org.larmor.proto.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Scans a second where all scans are there at once: by 1, 2, 3 workers, each a process with partitions of its own, and with and without
 * transactions. {@code load-tests/run BacklogLoad}.
 *
 * <p>The workers of a row are warmed up by a batch of their own; rows are taken by turns, and the best round of each counts. Gate: every
 * scan is done.
 */
@Command(name = "BacklogLoad", mixinStandardHelpOptions = true, sortOptions = false)
public final class BacklogLoad implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 240;

    @Option(names = "--scans", description = "of a batch (default: 48)")
    private int scans = 48;

    @Option(names = "--rounds", description = "batches that are measured of each row (default: 2)")
    private int rounds = 2;

    @Option(names = "--matrix", description = "pixels along both axes (default: 256)")
    private int matrix = 256;

    @Option(names = "--method", description = "of the reconstruction (default: sense)")
    private String method = "sense";

    @Option(names = "--workers", split = ",", description = "numbers of workers (default: 1,2,3)")
    private List<Integer> workers = List.of(1, 2, 3);

    private int batches;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BacklogLoad()).execute(args));
    }

    /** What is measured: its workers, and its best rate so far. */
    private record Row(int workers, boolean transactions) {
        String name() {
            return workers + (workers == 1 ? " worker" : " workers") + (transactions ? "" : ", without transactions");
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScanTemplate template = new ScanTemplate(8, matrix, 10, method);
        List<Row> rows = new ArrayList<>();
        workers.forEach(number -> rows.add(new Row(number, true)));
        rows.add(new Row(1, false));
        double[] best = new double[rows.size()];
        try (Stand stand = Stand.start("")) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < best.length; i++) {
                    best[i] = Math.max(best[i], rate(stand, rows.get(i), template));
                }
            }
        }
        System.out.printf("%n%s of %d x %d, 8 coils, %d at once%n", method, matrix, matrix, scans);
        System.out.println("| service | scans/s | over 1 worker |\n|---|---|---|");
        for (int i = 0; i < best.length; i++) {
            System.out.printf("| %s | %.2f | %.2f |%n", rows.get(i).name(), best[i], best[i] / best[0]);
            Row row = rows.get(i);
            if (i > 0) {
                Ratio.tell(
                        row.transactions() ? row.workers() + "-workers-over-1" : "plain-over-transactions",
                        best[i] / best[0]);
            }
        }
        return 0;
    }

    /** Scans a second of workers that have just made a batch. */
    private double rate(Stand stand, Row row, ScanTemplate template) throws IOException, InterruptedException {
        stand.work(row.workers(), "backlog", row.transactions());
        try {
            batch(stand, template);
            return scans / batch(stand, template);
        } finally {
            stand.rest();
        }
    }

    /** The seconds from the first record of a batch to the last status. */
    private double batch(Stand stand, ScanTemplate template) throws IOException, InterruptedException {
        String name = "batch" + batches++ + "-";
        Ends ends = new Ends(name, scans);
        try (var subscriber = stand.subscribe(ends);
                var producer = stand.producer()) {
            long start = System.nanoTime();
            for (int scan = 0; scan < scans; scan++) {
                String scanId = name + scan;
                template.records(scanId)
                        .forEach(record ->
                                producer.send(new ProducerRecord<>(Topics.DEFAULT.readouts(), scanId, record)));
            }
            ends.await();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** Waits for the last status of each scan. */
    private static final class Ends implements ResultListener {
        private final String prefix;
        private final CountDownLatch left;
        private volatile String failure = "";

        Ends(String prefix, int scans) {
            this.prefix = prefix;
            this.left = new CountDownLatch(scans);
        }

        @Override
        public void image(ReconImage image) {}

        @Override
        public void status(ScanStatus status) {
            if (status.scanId().startsWith(prefix) && status.state().isLast()) {
                if (status.state() != ScanStatus.State.DONE) {
                    failure = "scan " + status.scanId() + " ended as " + status.state() + ": " + status.message();
                }
                left.countDown();
            }
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            System.err.println("dead letter: " + letter.reason());
        }

        void await() throws InterruptedException {
            if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(left.getCount() + " scans of " + prefix + " never ended");
            }
            if (!failure.isEmpty()) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
