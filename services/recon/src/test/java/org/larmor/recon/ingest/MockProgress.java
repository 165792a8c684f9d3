package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A progress topic of one partition that holds what a test puts there. */
final class MockProgress {
    static final String TOPIC = "larmor.progress";
    static final String GROUP = "group";
    private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

    private MockProgress() {}

    static ProgressTopic with(InstantSource clock, Note... notes) {
        MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest");
        Node node = new Node(0, "none", 1);
        reader.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        reader.updateBeginningOffsets(Map.of(ONLY, 0L));
        reader.schedulePollTask(() -> {
            for (int i = 0; i < notes.length; i++) {
                String value = NoteText.value(notes[i]);
                reader.addRecord(new ConsumerRecord<>(
                        TOPIC,
                        0,
                        i,
                        NoteText.key(GROUP, notes[i]).getBytes(UTF_8),
                        value == null ? null : value.getBytes(UTF_8)));
            }
        });
        MockConsumer<byte[], byte[]> surveyor = new MockConsumer<>("earliest");
        surveyor.updateEndOffsets(Map.of(ONLY, (long) notes.length));
        return new ProgressTopic(TOPIC, GROUP, reader, surveyor, clock);
    }
}
