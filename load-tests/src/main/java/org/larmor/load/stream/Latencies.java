package org.larmor.load.stream;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** What came back: how long after the readout that made it possible, by stage; and where that time went. */
final class Latencies implements ResultListener {
    private static final long HIGHEST_MICROS = 600_000_000;

    private final Timeline timeline;
    private final Map<String, Histogram> stages = new TreeMap<>();
    private final Map<String, Histogram> parts = new TreeMap<>();
    private final double epochMillis = System.currentTimeMillis() - System.nanoTime() / 1e6;
    private int finals;
    private int failed;

    Latencies(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public synchronized void image(ReconImage image) {
        long now = System.nanoTime();
        @Nullable Long due = timeline.due(image.scanId(), image.kspaceShare());
        if (due != null) {
            boolean preview = image.kspaceShare() < 1;
            String stage = image.stage().label() + (preview ? ", while the scan runs" : "");
            record(stages, stage, (now - due) / 1e6);
            record(parts, stage + ": readout to service", image.timing().latestReadout() - millis(due));
            record(
                    parts,
                    stage + ": in the service",
                    image.timing().published() - image.timing().latestReadout());
            record(
                    parts,
                    stage + ": to the subscriber",
                    millis(now) - image.timing().published());
            finals += image.last() ? 1 : 0;
        }
    }

    private double millis(long nanos) {
        return epochMillis + nanos / 1e6;
    }

    private static void record(Map<String, Histogram> histograms, String name, double millis) {
        histograms
                .computeIfAbsent(name, key -> new Histogram(HIGHEST_MICROS, 3))
                .recordValue(Math.clamp((long) (millis * 1000), 0, HIGHEST_MICROS));
    }

    @Override
    public synchronized void status(ScanStatus status) {
        if (status.state() == ScanStatus.State.FAILED && timeline.due(status.scanId(), 0) != null) {
            failed++;
            System.err.println("scan " + status.scanId() + " failed: " + status.message());
        }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        System.err.println("dead letter: " + letter.reason());
    }

    /** Scans that came to their end, with a last picture or without. */
    synchronized int over() {
        return finals + failed;
    }

    synchronized int finals() {
        return finals;
    }

    /** The percentile of a stage's latency, milliseconds. */
    synchronized double percentile(String stage, double percent) {
        Histogram times = stages.get(stage);
        return times == null ? Double.NaN : times.getValueAtPercentile(percent) / 1e3;
    }

    /** A Markdown row a stage: percentiles in milliseconds. */
    synchronized String rows(String load) {
        return rows(load, stages);
    }

    /** The same of what each stage's latency is made of, to the clock's millisecond. */
    synchronized String partRows(String load) {
        return rows(load, parts);
    }

    private static String rows(String load, Map<String, Histogram> histograms) {
        StringBuilder rows = new StringBuilder();
        histograms.forEach((stage, times) -> rows.append("| %s | %s | %d | %.1f | %.1f | %.1f | %.1f |%n"
                .formatted(
                        load,
                        stage,
                        times.getTotalCount(),
                        times.getValueAtPercentile(50) / 1e3,
                        times.getValueAtPercentile(95) / 1e3,
                        times.getValueAtPercentile(99) / 1e3,
                        times.getValueAtPercentile(99.9) / 1e3)));
        return rows.toString();
    }
}
