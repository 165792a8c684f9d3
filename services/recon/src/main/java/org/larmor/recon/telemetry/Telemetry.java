package org.larmor.recon.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.TraceSpan;
import org.larmor.recon.flow.ReconListener;

/** Where figures and steps of traces go. Thread-safe. */
public final class Telemetry {
    private final @Nullable MeterRegistry registry;
    private final TraceSpan.@Nullable Sink spans;
    private final List<Runnable> refreshed = new CopyOnWriteArrayList<>();

    /**
     * @param registry null for no figures
     * @param spans null for no traces
     */
    public Telemetry(@Nullable MeterRegistry registry, TraceSpan.@Nullable Sink spans) {
        this.registry = registry;
        this.spans = spans;
    }

    /** For nobody. */
    public static Telemetry none() {
        return new Telemetry(null, null);
    }

    /**
     * What the steps of the service are to tell.
     *
     * @param traces the trace of a scan, empty where it has none
     */
    public ReconListener recon(UnaryOperator<String> traces) {
        return heard(registry == null ? ReconListener.NONE : new ReconMetrics(registry, traces), traces);
    }

    /** What the anomaly role is to tell. */
    public ReconListener anomaly(UnaryOperator<String> traces) {
        return heard(registry == null ? ReconListener.NONE : new AnomalyMetrics(registry), traces);
    }

    private ReconListener heard(ReconListener figures, UnaryOperator<String> traces) {
        return spans == null ? figures : new Listeners(List.of(figures, new ScanTraces(spans, traces)));
    }

    /** What the service holds becomes figures. */
    public void watch(ReconState state) {
        if (registry != null) {
            refreshed.add(new ReconGauges(registry, state)::refresh);
        }
    }

    /** The same of the anomaly role: whether it takes what comes, and bytes of pictures between ingest and analyse. */
    public void watchAnomaly(BooleanSupplier ready, LongSupplier bytes) {
        if (registry != null) {
            Gauge.builder("larmor.anomaly.ready", () -> ready.getAsBoolean() ? 1 : 0)
                    .description("1 while the role takes what comes")
                    .register(registry);
            Gauge.builder("larmor.anomaly.memory", bytes::getAsLong)
                    .description("Memory of pictures that were read and are to be joined")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    /** Brings those figures up to date whose labels change; to be called before figures are read. */
    public void refresh() {
        refreshed.forEach(Runnable::run);
    }
}
