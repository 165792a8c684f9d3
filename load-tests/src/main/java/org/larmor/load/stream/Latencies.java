package org.larmor.load.stream;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** What came back: how long after the readout that made it possible, by stage. */
final class Latencies implements ResultListener {
    private static final long HIGHEST_MICROS = 600_000_000;

    private final Timeline timeline;
    private final Map<String, Histogram> stages = new TreeMap<>();
    private int finals;
    private int failed;

    Latencies(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public synchronized void image(ReconImage image) {
        @Nullable Long due = timeline.due(image.scanId(), image.kspaceShare());
        if (due != null) {
            boolean preview = image.kspaceShare() < 1;
            String stage = image.stage().label() + (preview ? ", while the scan runs" : "");
            stages.computeIfAbsent(stage, name -> new Histogram(HIGHEST_MICROS, 3))
                    .recordValue(Math.clamp((System.nanoTime() - due) / 1000, 0, HIGHEST_MICROS));
            finals += image.last() ? 1 : 0;
        }
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

    /** A Markdown row a stage: percentiles in milliseconds. */
    synchronized String rows(String load) {
        StringBuilder rows = new StringBuilder();
        stages.forEach((stage, times) -> rows.append("| %s | %s | %d | %.1f | %.1f | %.1f | %.1f |%n"
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
