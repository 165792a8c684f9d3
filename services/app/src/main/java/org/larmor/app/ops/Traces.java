package org.larmor.app.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.TraceSpan;
import org.larmor.recon.ReconConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps of traces on their way to a collector, by OpenTelemetry (OTLP over HTTP); what comes faster than it takes is left out. */
public final class Traces implements AutoCloseable, TraceSpan.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final long PATIENCE_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final GivenIds ids;

    /** Ids are not drawn here: a step has one before it is told. */
    private static final class GivenIds implements IdGenerator {
        private final ThreadLocal<@Nullable TraceSpan> next = new ThreadLocal<>();

        private TraceSpan given() {
            TraceSpan span = next.get();
            if (span == null) {
                throw new IllegalStateException("only steps that are told are spans");
            }
            return span;
        }

        @Override
        public String generateSpanId() {
            return given().step().spanId();
        }

        @Override
        public String generateTraceId() {
            return given().step().traceId();
        }
    }

    Traces(String service, double share, SpanProcessor processor) {
        this.ids = new GivenIds();
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.traceIdRatioBased(share))
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .addSpanProcessor(processor)
                .build();
        this.tracer = provider.get("org.larmor");
    }

    /**
     * To the collector that the configuration or else the environment names ({@code OTEL_EXPORTER_OTLP_ENDPOINT}).
     *
     * @param service what this program is called there
     * @return null where neither names one
     */
    public static @Nullable Traces open(String service, ReconConfig.Tracing settings) {
        return open(service, settings, System.getenv());
    }

    static @Nullable Traces open(String service, ReconConfig.Tracing settings, Map<String, String> environment) {
        String endpoint = settings.endpoint().isEmpty() ? environment.getOrDefault(ENDPOINT, "") : settings.endpoint();
        if (endpoint.isEmpty()) {
            return null;
        }
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceFirst("/*$", "") + "/v1/traces")
                .build();
        SpanExporter watched = new WatchedExporter(exporter, endpoint, LOG::warn);
        return new Traces(
                service, settings.share(), BatchSpanProcessor.builder(watched).build());
    }

    @Override
    public void add(TraceSpan span) {
        ids.next.set(span);
        try {
            begun(span).end(nanos(span.to()), TimeUnit.NANOSECONDS);
        } finally {
            ids.next.remove();
        }
    }

    private Span begun(TraceSpan span) {
        SpanBuilder builder = tracer.spanBuilder(span.name())
                .setSpanKind(span.sends() ? SpanKind.PRODUCER : SpanKind.INTERNAL)
                .setStartTimestamp(nanos(span.from()), TimeUnit.NANOSECONDS)
                .setParent(parent(span));
        span.attributes().forEach((name, value) -> put(builder, name, value));
        Span begun = builder.startSpan();
        return span.error().isEmpty() ? begun : begun.setStatus(StatusCode.ERROR, span.error());
    }

    private static void put(SpanBuilder builder, String name, Object value) {
        switch (value) {
            case Long number -> builder.setAttribute(name, number);
            case Double number -> builder.setAttribute(name, number);
            case Boolean truth -> builder.setAttribute(name, truth);
            default -> builder.setAttribute(name, value.toString());
        }
    }

    private static Context parent(TraceSpan span) {
        String parent = span.parentId();
        return parent == null
                ? Context.root()
                : Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                span.step().traceId(), parent, TraceFlags.getSampled(), TraceState.getDefault())));
    }

    private static long nanos(double millis) {
        return (long) (millis * 1e6);
    }

    /** Waits some seconds for the collector to take the rest. */
    @Override
    public void close() {
        provider.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
