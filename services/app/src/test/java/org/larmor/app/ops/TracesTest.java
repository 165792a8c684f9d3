package org.larmor.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.proto.TraceParent;
import org.larmor.proto.TraceSpan;
import org.larmor.recon.ReconConfig;

class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @Test
    void aStepKeepsItsIdsTimesAndAttributes() {
        TraceParent root = TraceParent.root(TRACE);
        TraceParent step = TraceParent.step(TRACE, "a");
        try (Traces traces = traces(1)) {
            traces.add(new TraceSpan(root, null, "scan sent", true, 1000, 1500.5, Map.of("larmor.readouts", 7L), ""));
            traces.add(new TraceSpan(step, root.spanId(), "sense", false, 1600, 1700, Map.of(), "broken"));
            List<SpanData> spans = exporter.getFinishedSpanItems();
            SpanData sent = spans.get(0);
            SpanData sense = spans.get(1);
            assertEquals(root, new TraceParent(sent.getTraceId(), sent.getSpanId()));
            assertEquals("0000000000000000", sent.getParentSpanId());
            assertEquals(SpanKind.PRODUCER, sent.getKind());
            assertEquals(1_000_000_000, sent.getStartEpochNanos());
            assertEquals(1_500_500_000, sent.getEndEpochNanos());
            assertEquals(7L, sent.getAttributes().get(AttributeKey.longKey("larmor.readouts")));
            assertEquals("larmor-test", sent.getResource().getAttribute(AttributeKey.stringKey("service.name")));
            assertEquals(step, new TraceParent(sense.getTraceId(), sense.getSpanId()));
            assertEquals(root.spanId(), sense.getParentSpanId());
            assertEquals(StatusCode.ERROR, sense.getStatus().getStatusCode());
            assertEquals("broken", sense.getStatus().getDescription());
        }
    }

    @Test
    void aShareOfTheScansIsTheSameEverywhere() {
        java.util.Random random = new java.util.Random(1);
        try (Traces traces = traces(.5)) {
            for (int i = 0; i < 200; i++) {
                String trace = TraceParent.newTrace(random);
                TraceParent root = TraceParent.root(trace);
                traces.add(new TraceSpan(root, null, "scan sent", true, 1, 2, Map.of(), ""));
                traces.add(
                        new TraceSpan(TraceParent.step(trace, "x"), root.spanId(), "sense", false, 1, 2, Map.of(), ""));
            }
            List<SpanData> spans = exporter.getFinishedSpanItems();
            long scans = spans.stream().map(SpanData::getTraceId).distinct().count();
            assertTrue(scans > 60 && scans < 140, scans + " of 200");
            assertEquals(2 * scans, spans.size());
        }
    }

    @Test
    void nothingIsSentUnlessACollectorIsNamed() {
        ReconConfig.Tracing none = new ReconConfig.Tracing("", 1);
        assertNull(Traces.open("larmor-test", none, Map.of()));
        try (Traces named =
                Traces.open("larmor-test", none, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1"))) {
            assertTrue(named != null);
        }
    }

    @Test
    void aCollectorThatTakesNothingIsNamedOnceAndOnceWhenItIsBack() {
        List<Boolean> answers = new ArrayList<>(List.of(true, false, false, true, true, false));
        SpanExporter moody = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return answers.removeFirst() ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        List<String> told = new ArrayList<>();
        try (SpanExporter watched = new WatchedExporter(moody, "http://collector:4318", told::add)) {
            while (!answers.isEmpty()) {
                watched.export(List.of());
            }
        }
        String lost = "the collector at http://collector:4318 takes no traces: they are left out until it does";
        String back = "the collector at http://collector:4318 takes traces again";
        assertEquals(List.of(lost, back, lost), told);
    }

    private Traces traces(double share) {
        return new Traces("larmor-test", share, SimpleSpanProcessor.create(exporter));
    }
}
