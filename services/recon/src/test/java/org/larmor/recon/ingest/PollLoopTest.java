package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.recon.flow.Arrival;

class PollLoopTest {
    private static final String TOPIC = "larmor.readouts";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Arrival> arrived = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(time.addAndGet(10));
    private boolean full;

    private final PollLoop loop = new PollLoop(
            consumer,
            TOPIC,
            new IngestSettings(1, 1 << 20, 1, 16, 512),
            partition -> full,
            (arrivals, bytes) -> arrived.addAll(arrivals),
            clock);

    @Test
    void pausesWhileFullKeepsPollingAndGoesOn() {
        begin();
        consumer.schedulePollTask(() -> full = true);
        consumer.schedulePollTask(() -> assertEquals(Set.of(PARTITION), consumer.paused()));
        consumer.schedulePollTask(() -> {
            assertEquals(Set.of(PARTITION), consumer.paused());
            full = false;
        });
        consumer.schedulePollTask(() -> {
            assertEquals(Set.of(), consumer.paused());
            add(0, "s", aborted("s"));
        });
        consumer.schedulePollTask(loop::close);
        loop.run();
        assertEquals(1, arrived.size());
        assertTrue(consumer.closed());
    }

    @Test
    void commitsBehindAFinishedScanButNotIntoAnUnfinishedOne() {
        begin();
        consumer.schedulePollTask(() -> {
            add(0, "a", aborted("a"));
            add(1, "b", aborted("b"));
        });
        consumer.schedulePollTask(() -> loop.finished("a"));
        List<OffsetAndMetadata> committed = new ArrayList<>();
        consumer.schedulePollTask(() -> {
            committed.addAll(consumer.committed(Set.of(PARTITION)).values());
            loop.close();
        });
        loop.run();
        assertEquals(List.of(new OffsetAndMetadata(1, "")), committed);
    }

    @Test
    void aRecordUnderTheWrongKeyIsPoison() {
        begin();
        consumer.schedulePollTask(() -> add(0, "b", aborted("a")));
        consumer.schedulePollTask(loop::close);
        loop.run();
        Arrival.Poison poison = assertInstanceOf(Arrival.Poison.class, arrived.get(0));
        assertEquals("the record's key is not its scan id a", poison.reason());
        assertEquals(0, poison.position().offset());
    }

    private void begin() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
    }

    private void add(long offset, String key, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, key.getBytes(UTF_8), value));
    }

    private static byte[] aborted(String scanId) {
        return ScanRecordCodec.encode(new ScanEvent.Aborted(scanId, "why"));
    }
}
