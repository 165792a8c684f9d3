package org.larmor.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** Counts what a program reads of what is published. Thread-safe. */
public final class ResultCounts implements ResultListener {
    private final Counter pictures;
    private final Counter frames;
    private final Counter maps;
    private final Counter statuses;
    private final Counter deadLetters;

    /** @param prefix what the figure's name begins with */
    public ResultCounts(MeterRegistry registry, String prefix) {
        this.pictures = counter(registry, prefix, "picture");
        this.frames = counter(registry, prefix, "frame");
        this.maps = counter(registry, prefix, "anomaly");
        this.statuses = counter(registry, prefix, "status");
        this.deadLetters = counter(registry, prefix, "dead_letter");
    }

    private static Counter counter(MeterRegistry registry, String prefix, String kind) {
        return Counter.builder(prefix + ".results")
                .description("What was read of what is published")
                .tag("kind", kind)
                .register(registry);
    }

    @Override
    public void image(ReconImage image) {
        pictures.increment();
    }

    @Override
    public void frame(Frame frame) {
        frames.increment();
    }

    @Override
    public void anomaly(AnomalyMap map) {
        maps.increment();
    }

    @Override
    public void status(ScanStatus status) {
        statuses.increment();
    }

    @Override
    public void anomalyRefused(ScanStatus refusal) {
        statuses.increment();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        deadLetters.increment();
    }
}
