package org.larmor.app.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Uncertainty;
import org.larmor.display.results.ResultListener;

/** Counts and times what is published. Thread-safe. */
public final class ResultMetrics implements ResultListener {
    private static final int OPEN_SCANS = 1000;
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };
    private static final double[] ERRORS = {.02, .04, .06, .08, .1, .15, .2, .3, .5};

    private final MeterRegistry registry;

    /** What each open scan's last status counted; the one that was quiet longest is forgotten first. */
    private final Map<String, ScanStatus.Counts> open = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScanStatus.Counts> eldest) {
            return size() > OPEN_SCANS;
        }
    };

    public ResultMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("larmor.scans.open", this, ResultMetrics::openScans);
        // There from the start: to Prometheus the first of a counter that begins with it is no increase.
        registry.counter("larmor.dead.letters");
        for (String state : List.of("started", "sufficient_quality", "done", "failed", "aborted")) {
            registry.counter("larmor.scans", "state", state);
        }
    }

    private synchronized int openScans() {
        return open.size();
    }

    @Override
    public void image(ReconImage image) {
        String stage = image.stage().label();
        String last = Boolean.toString(image.last());
        registry.counter("larmor.pictures", "stage", stage, "last", last).increment();
        registry.counter("larmor.evaluations", "stage", stage)
                .increment(image.provenance().evaluations());
        latency("larmor.picture.latency", "From the latest readout to the picture", "stage", stage, "last", last)
                .record(millis(image.timing().published() - image.timing().latestReadout()));
        for (Provenance.Step step : image.provenance().steps()) {
            registry.timer("larmor.step", "step", step.name()).record(millis(step.millis()));
        }
        Uncertainty uncertainty = image.uncertainty();
        if (uncertainty != null && image.last()) {
            DistributionSummary.builder("larmor.predicted.nrmse")
                    .serviceLevelObjectives(ERRORS)
                    .register(registry)
                    .record(uncertainty.predictedNrmse());
        }
    }

    @Override
    public void frame(Frame frame) {
        registry.counter("larmor.frames", "measured", Boolean.toString(frame.isMeasured()))
                .increment();
        if (!frame.isMeasured()) {
            latency("larmor.frame.latency", "From the later phase's picture to a frame between the phases")
                    .record(millis(frame.published() - frame.measured()));
        }
    }

    private Timer latency(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    /** Clocks of two machines may disagree: nothing takes less than no time. */
    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (1e6 * Math.max(0, millis)));
    }

    @Override
    public void status(ScanStatus status) {
        String state = status.state().name().toLowerCase(java.util.Locale.ROOT);
        switch (status.state()) {
            case STARTED, DONE, FAILED, ABORTED, SUFFICIENT_QUALITY ->
                registry.counter("larmor.scans", "state", state).increment();
            case RECEIVING, RECONSTRUCTING, ANOMALY_REFUSED -> {}
        }
        count(status);
    }

    /** A status counts from the scan's beginning; what is new since the one before is added. */
    private synchronized void count(ScanStatus status) {
        ScanStatus.Counts now = status.counts();
        ScanStatus.Counts before = open.getOrDefault(status.scanId(), ScanStatus.Counts.NONE);
        readouts("received", before.received(), now.received());
        readouts("duplicate", before.duplicate(), now.duplicate());
        readouts("refused", before.refused(), now.refused());
        switch (status.state()) {
            case DONE, FAILED, ABORTED -> {
                readouts("missing", 0, now.missing());
                open.remove(status.scanId());
            }
            case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING, ANOMALY_REFUSED ->
                open.put(status.scanId(), now);
        }
    }

    private void readouts(String outcome, long before, long now) {
        registry.counter("larmor.readouts", "outcome", outcome).increment(Math.max(0, now - before));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        registry.counter("larmor.dead.letters").increment();
    }
}
