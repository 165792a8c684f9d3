package org.larmor.recon.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.recon.flow.Published;
import org.larmor.recon.flow.ReconListener;

/** Counts what the anomaly role takes and makes. */
final class AnomalyMetrics implements ReconListener {
    private final Counter pictures;
    private final Counter maps;
    private final Counter refusals;

    AnomalyMetrics(MeterRegistry registry) {
        this.pictures = counter(registry, "larmor.anomaly.pictures", "Last pictures that were taken");
        this.maps = counter(registry, "larmor.anomaly.maps", "Anomaly maps that the broker has");
        this.refusals = counter(registry, "larmor.anomaly.refusals", "Times that it was said why there is no map");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void pictures(List<Published> some) {
        pictures.increment(some.size());
    }

    @Override
    public void mapped(AnomalyMap map, Span span) {
        maps.increment();
    }

    @Override
    public void notMapped(ScanStatus refusal) {
        refusals.increment();
    }
}
