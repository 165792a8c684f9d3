package org.larmor.app.ops;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.TraceSpan;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.telemetry.Telemetry;

/** What a program that goes on offers to whoever operates it, as far as it was asked for: an endpoint, and traces. */
public final class Operations implements AutoCloseable {
    /** Exemplars of buckets and counters alone, as OpenMetrics 1.0 has them: for one elsewhere Prometheus up to 2.42 refuses all figures. */
    private static final PrometheusConfig OPEN_METRICS = new PrometheusConfig() {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public Properties prometheusProperties() {
            return new Properties();
        }
    };

    private final PrometheusMeterRegistry registry;
    private final @Nullable OpsServer server;
    private final ProcessMetrics process;
    private final @Nullable Traces traces;
    private final Telemetry telemetry;
    private boolean closed;

    /**
     * Opens it before the program does its work, so that it can be asked while that begins.
     *
     * @param role what the program is: recon, anomaly, display, bridge
     * @throws IOException if the address cannot be listened on, in one line
     */
    public static Operations open(String role, ReconConfig.Ops settings, ReconConfig.Tracing tracing, Health health)
            throws IOException {
        return open(role, settings, Traces.open("larmor-" + role, tracing), health);
    }

    /** @param traces closed with this, or at once if it cannot be opened */
    static Operations open(String role, ReconConfig.Ops settings, @Nullable Traces traces, Health health)
            throws IOException {
        PrometheusMeterRegistry registry = registry();
        Telemetry telemetry = new Telemetry(settings.listens() ? registry : null, traces);
        ProcessMetrics process = new ProcessMetrics(registry);
        try {
            OpsServer server = settings.listens()
                    ? OpsServer.start(settings.host(), settings.port(), registry, telemetry::refresh, health)
                    : null;
            Gauge.builder("larmor.info", () -> 1)
                    .description("Which program this is")
                    .tag("role", role)
                    .register(registry);
            return new Operations(registry, server, process, traces, telemetry);
        } catch (IOException | RuntimeException e) {
            process.close();
            if (traces != null) {
                traces.close();
            }
            throw e;
        }
    }

    private Operations(
            PrometheusMeterRegistry registry,
            @Nullable OpsServer server,
            ProcessMetrics process,
            @Nullable Traces traces,
            Telemetry telemetry) {
        this.registry = registry;
        this.server = server;
        this.process = process;
        this.traces = traces;
        this.telemetry = telemetry;
    }

    /** A registry whose histograms name the traces that they saw. */
    static PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(OPEN_METRICS, new PrometheusRegistry(), Clock.SYSTEM, new Exemplars());
    }

    /** For the program's own figures. */
    public MeterRegistry figures() {
        return registry;
    }

    /** For the service. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** For whoever sends scans. */
    public TraceSpan.Sink spans() {
        return traces == null ? TraceSpan.Sink.NONE : traces;
    }

    /** Closes it, once; who calls while another does waits for that. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (server != null) {
            server.close();
        }
        process.close();
        if (traces != null) {
            traces.close();
        }
    }
}
