package org.larmor.app.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.broker.TestBroker;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.Progress;
import org.larmor.console.send.ScanSender;
import org.larmor.console.send.SenderSession;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceParent;
import org.larmor.proto.WireException;
import org.larmor.proto.access.Access;
import org.larmor.recon.LarmorService;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.Role;
import org.larmor.recon.telemetry.Telemetry;

/** A scan through a real broker and the service, as the figures, the headers of its records and its trace tell it. */
@Timeout(300)
class FollowedScanIT {
    private static final int SLICES = 2;

    private final Topics topics = new Topics("followed-" + UUID.randomUUID());
    private final PrometheusMeterRegistry registry = Operations.registry();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Traces traces = new Traces("larmor-test", 1, SimpleSpanProcessor.create(exporter));
    private final Telemetry telemetry = new Telemetry(registry, traces);
    private LarmorService service;
    private KafkaConsumer<byte[], byte[]> ears;

    @BeforeEach
    void start() {
        ReconConfig config = ReconConfig.DEFAULT
                .withBootstrap(TestBroker.bootstrap())
                .withPrefix(topics.prefix())
                .withZoo("nowhere")
                .withoutGrace();
        service = LarmorService.start(config, EnumSet.of(Role.RECON), telemetry);
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("bootstrap.servers", TestBroker.bootstrap());
        ears = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        ears.assign(topics.layouts().stream()
                .filter(layout -> !layout.name().equals(topics.progress()))
                .flatMap(layout -> ears.partitionsFor(layout.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        ears.seekToBeginning(ears.assignment());
    }

    @AfterEach
    void stop() {
        ears.close();
        service.close();
        traces.close();
    }

    @Test
    void figuresHeadersAndTraceTellTheSameScan() throws Exception {
        service.ready().toCompletableFuture().get();
        assertEquals(List.of(), service.unready());
        assertEquals(List.of(), service.troubles());
        SenderSession session = SenderSession.begin();
        Progress sent = send(session);
        List<ConsumerRecord<byte[], byte[]>> records = untilDone();

        areEventsOfOneTrace(records, session.traceId());
        isOneTree(exporter.getFinishedSpanItems(), session.traceId());
        telemetry.refresh();
        String figures = registry.scrape();
        assertShows(figures, "larmor_recon_readouts_total " + (double) sent.readouts());
        assertShows(figures, "larmor_recon_bytes_total " + (double) sent.bytes());
        assertShows(figures, "larmor_recon_scans_total{state=\"done\"} 1.0");
        assertShows(figures, "larmor_recon_pictures_total{last=\"true\",stage=\"sense\"} " + (double) SLICES);
        assertShows(figures, "larmor_recon_failures_total{kind=\"fallback\"} " + (double) SLICES);
        assertShows(figures, "larmor_recon_failures_total{kind=\"scan\"} 0.0");
        assertShows(figures, "larmor_recon_picture_latency_seconds_count{last=\"true\",stage=\"sense\"} " + SLICES);
        assertShows(figures, "larmor_recon_ready 1.0");
        assertShows(figures, "larmor_recon_partitions 4.0");
        String open = registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertTrue(
                open.lines()
                        .anyMatch(line -> line.startsWith("larmor_recon_picture_latency_seconds_bucket")
                                && line.contains("trace_id=\"" + session.traceId() + "\"")),
                "no exemplar in\n" + open);
        assertEquals(
                List.of(),
                open.lines()
                        .filter(line -> line.contains("trace_id=") && !line.matches("\\w+_(bucket|total)\\{.*"))
                        .toList(),
                "OpenMetrics 1.0 has no exemplars there");

        service.close();
        assertEquals(List.of("recon: stopped"), service.unready());
        assertShows(registry.scrape(), "larmor_recon_ready 0.0");
    }

    private Progress send(SenderSession session) throws InterruptedException {
        var scan = new SimulateOptions(
                "shepp-logan", null, 48, SLICES, null, 4, 2, "uniform", 2.0, 12, null, .01, true, null, 5);
        Access access = Access.open(TestBroker.bootstrap());
        try (ScanSender sender = new ScanSender(access, topics, Pacing.fullSpeed(), Progress.Listener.NONE, traces)) {
            return sender.send(new SimulatedSource(scan.scan()), session);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> untilDone() throws WireException {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        boolean done = false;
        while (!done) {
            for (ConsumerRecord<byte[], byte[]> record : ears.poll(Duration.ofMillis(100))) {
                all.add(record);
                done |= record.topic().equals(topics.status())
                        && StatusCodec.decode(record.value()).state() == ScanStatus.State.DONE;
            }
        }
        return all;
    }

    /** As the CloudEvents project's own library reads them. */
    private void areEventsOfOneTrace(List<ConsumerRecord<byte[], byte[]>> records, String traceId) {
        Set<String> events = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            CloudEvent event = KafkaMessageFactory.createReader(record).toEvent();
            assertEquals(new String(record.key(), UTF_8), event.getSubject());
            assertTrue(events.add(event.getSource() + " " + event.getId()), "twice: " + event.getId());
            assertTrue(event.getTime() != null && event.getDataContentType() != null, event.toString());
            types.add(event.getType());
            TraceParent parent = TraceParent.read(
                            record.headers().lastHeader(TraceParent.HEADER).value())
                    .orElseThrow();
            assertEquals(traceId, parent.traceId());
        }
        assertEquals(Set.of("org.larmor.v1.ScanRecord", "org.larmor.v1.Image", "org.larmor.v1.ScanStatus"), types);
    }

    /** Every step is part of one that is there, up to the sending; the last pictures' steps are those that their headers name. */
    private static void isOneTree(List<SpanData> spans, String traceId) {
        Map<String, SpanData> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.getSpanId(), span));
        assertEquals(spans.size(), byId.size());
        for (SpanData span : spans) {
            assertEquals(traceId, span.getTraceId());
            boolean isRoot = span.getName().equals("scan sent");
            assertTrue(isRoot || byId.containsKey(span.getParentSpanId()), span.getName() + " hangs in the air");
            assertFalse(span.getEndEpochNanos() < span.getStartEpochNanos(), span.getName());
        }
        assertEquals(1, count(spans, "scan sent"));
        assertEquals(1, count(spans, "assemble"));
        assertTrue(count(spans, "zero-filled") >= SLICES, spans.toString());
        String scanId =
                spans.getFirst().getAttributes().get(io.opentelemetry.api.common.AttributeKey.stringKey("larmor.scan"));
        for (int slice = 0; slice < SLICES; slice++) {
            String last =
                    TraceParent.step(traceId, scanId + "/image 0.0.0." + slice).spanId();
            assertEquals(
                    "publish", java.util.Objects.requireNonNull(byId.get(last)).getName());
        }
    }

    private static long count(List<SpanData> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).count();
    }

    private static void assertShows(String figures, String line) {
        assertTrue(figures.lines().anyMatch(line::equals), () -> line + " is not in\n" + figures);
    }
}
