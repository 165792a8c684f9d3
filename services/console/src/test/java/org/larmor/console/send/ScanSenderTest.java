package org.larmor.console.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.larmor.console.ConsoleException;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Sender;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceParent;
import org.larmor.proto.TraceSpan;
import org.larmor.proto.WireException;
import org.larmor.proto.WireLimits;

class ScanSenderTest {
    private static final Topics TOPICS = new Topics("test");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final List<Progress> progress = new ArrayList<>();
    private final List<TraceSpan> spans = new ArrayList<>();
    private final FakeTime time = new FakeTime();

    /** Time that passes only by waiting. */
    private static final class FakeTime implements Stopwatch {
        private final List<Long> waits = new ArrayList<>();
        private long now = 77;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void waitUntil(long nanos) {
            waits.add(nanos - 77);
            now = nanos;
        }
    }

    /** A scan that fails after some events. */
    private static final class Failing extends ForwardingScan {
        private final int after;

        Failing(ScanSource whole, int after) {
            super(whole);
            this.after = after;
        }

        @Override
        public Iterator<ScanEvent> events() {
            Iterator<ScanEvent> events = source.events();
            int[] left = {after};
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public ScanEvent next() {
                    if (left[0]-- == 0) {
                        throw new ConsoleException("the file is cut short");
                    }
                    return events.next();
                }
            };
        }
    }

    private static SimulatedScan scan(int matrix) {
        SimulateOptions brain = SimulateOptions.of("brain", 3);
        return new SimulateOptions(
                        "brain", null, matrix, 1, 1, 4, 2, "full", 1.0, 8, "linear", .01, true, 5.0, brain.seed())
                .scan();
    }

    private ScanSender sender(Pacing pacing) {
        return new ScanSender(producer, "here:9092", TOPICS, pacing, progress::add, time, spans::add);
    }

    private List<ScanEvent> sent() throws WireException {
        List<ScanEvent> events = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : producer.history()) {
            assertEquals("test.readouts", record.topic());
            events.addAll(ScanRecordCodec.decode(record.value()));
        }
        return events;
    }

    @Test
    void whatIsSentIsTheScanInItsOrderUnderItsKey() throws Exception {
        SimulatedScan scan = scan(64);

        Progress all = sender(Pacing.fullSpeed()).send(new SimulatedSource(scan));

        List<ScanEvent> sent = sent();
        assertEquals(scan.readouts() + 2, sent.size());
        assertEquals(new ScanEvent.Started(scan.header()), sent.get(0));
        assertEquals(new ScanEvent.Ended(scan.header().scanId(), scan.readouts()), sent.get(sent.size() - 1));
        int n = 0;
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived expected) {
                var arrived = assertInstanceOf(ScanEvent.ReadoutArrived.class, sent.get(n));
                assertEquals(expected.readout().sequence(), arrived.readout().sequence());
                assertArrayEquals(
                        expected.readout().samples(), arrived.readout().samples());
            }
            n++;
        }
        assertTrue(producer.history().stream()
                .allMatch(record -> record.key().equals(scan.header().scanId())));
        assertEquals(scan.readouts(), all.readouts());
        assertEquals(all, progress.get(progress.size() - 1));
    }

    @Test
    void everyRecordTellsItsSenderAndTheTraceOfTheScan() throws Exception {
        SenderSession session = SenderSession.begin();
        sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(64)), session);
        for (ProducerRecord<String, byte[]> record : producer.history()) {
            assertEquals(
                    session.sender(),
                    ScanRecordCodec.decode(record.value(), WireLimits.DEFAULT).sender());
            TraceParent parent = TraceParent.read(
                            record.headers().lastHeader(TraceParent.HEADER).value())
                    .orElseThrow();
            assertEquals(TraceParent.root(session.traceId()), parent);
        }
    }

    @Test
    void aSendingIsTheRootOfTheScansTrace() throws Exception {
        SenderSession session = SenderSession.begin();
        Progress sent = sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(64)), session);

        assertEquals(1, spans.size());
        TraceSpan span = spans.getFirst();
        assertEquals(TraceParent.root(session.traceId()), span.step());
        assertNull(span.parentId());
        assertEquals(sent.readouts(), span.attributes().get("larmor.readouts"));
        assertEquals("", span.error());
    }

    @Test
    void aSendingThatTakesAnothersPlaceIsAPartOfIt() throws Exception {
        String trace = SenderSession.begin().traceId();
        SenderSession second = new SenderSession(new Sender(2, 1), trace);
        sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(64)), second);

        assertEquals(TraceParent.root(trace).spanId(), spans.getFirst().parentId());
        assertNotEquals(TraceParent.root(trace), spans.getFirst().step());
        assertTrue(ids().getFirst().endsWith("/continued instead of 1"), ids().getFirst());
    }

    @Test
    void aScanThatIsSentAgainIsTheSameEvents() throws Exception {
        sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(64)));
        List<String> once = ids();
        producer.clear();
        sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(64)));

        assertEquals(once, ids());
        assertEquals(once.size(), Set.copyOf(once).size());
    }

    private List<String> ids() {
        return producer.history().stream()
                .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                .toList();
    }

    @Test
    void severalReadoutsShareARecordUpToItsSize() throws Exception {
        SimulatedScan scan = scan(256);

        sender(Pacing.fullSpeed()).send(new SimulatedSource(scan));

        long bytesAReadout = 8L * 4 * 512;
        long readoutsARecord = Outbox.RECORD_BYTES / bytesAReadout;
        long records = producer.history().size() - 2;
        assertEquals(Math.ceilDiv((long) scan.readouts(), readoutsARecord), records);
    }

    @Test
    void atTheScannersPaceEachReadoutGoesWhenItIsDue() throws Exception {
        SimulatedScan scan = scan(16);

        sender(Pacing.scanner()).send(new SimulatedSource(scan));

        List<Long> expected = new ArrayList<>();
        for (int n = 1; n < scan.readouts(); n++) {
            expected.add(n * 5_000_000L);
        }
        assertEquals(expected, time.waits);
        assertEquals(scan.readouts() + 2, producer.history().size());
    }

    @Test
    void aScanThatCannotBeReadToItsEndIsAborted() throws Exception {
        ScanSource failing = new Failing(new SimulatedSource(scan(16)), 5);

        ConsoleException e = assertThrows(
                ConsoleException.class, () -> sender(Pacing.fullSpeed()).send(failing));

        assertEquals("the file is cut short", e.getMessage());
        List<ScanEvent> sent = sent();
        assertEquals(
                new ScanEvent.Aborted(failing.header().scanId(), "the file is cut short"), sent.get(sent.size() - 1));
    }

    @Test
    void aBrokerThatRefusesIsNamed() {
        producer.sendException = new KafkaException("record too large");

        ConsoleException e = assertThrows(
                ConsoleException.class, () -> sender(Pacing.fullSpeed()).send(new SimulatedSource(scan(16))));

        assertEquals(
                "scan brain-3 cannot be sent to topic test.readouts at here:9092: record too large", e.getMessage());
    }

    @Test
    void anAddressThatNobodyHasIsSaidSo() {
        ConsoleException e = assertThrows(
                ConsoleException.class,
                () -> new ScanSender("nobody.invalid:1", TOPICS, Pacing.fullSpeed(), Progress.Listener.NONE));

        assertTrue(String.valueOf(e.getMessage()).startsWith("no Kafka broker at nobody.invalid:1: "), e.getMessage());
    }
}
