package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic of the notes. Those on partition p of the readouts lie on its partition p, modulo how many it has.
 *
 * <p>It is read as far as it goes at that moment, uncommitted records included, and what was aborted is left out: so a transaction of
 * the partition's last owner that is being decided is waited for.
 */
public final class ProgressTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long NEW_TOPIC_MILLIS = 5000;
    private static final long PATIENCE_MILLIS = 120_000;

    private final String topic;
    private final String group;
    private final int partitions;
    private final Consumer<byte[], byte[]> reader;
    private final Consumer<byte[], byte[]> surveyor;
    private final InstantSource clock;

    /**
     * @param group whose progress it is
     * @param reader reads committed records; used by nobody else
     * @param surveyor sees uncommitted ones too, and so the topic's true end; used by nobody else
     * @throws UnknownTopicOrPartitionException if the topic is not there, in one line
     */
    public ProgressTopic(
            String topic,
            String group,
            Consumer<byte[], byte[]> reader,
            Consumer<byte[], byte[]> surveyor,
            InstantSource clock) {
        this.topic = topic;
        this.group = group;
        this.reader = reader;
        this.surveyor = surveyor;
        this.clock = clock;
        this.partitions = partitions();
        if (partitions == 0) {
            throw new UnknownTopicOrPartitionException(
                    "topic " + topic + " is not there; create the topics with: larmor topics create");
        }
    }

    /** A topic that was created a moment ago may not be known to every broker yet. */
    private int partitions() {
        long giveUp = clock.millis() + NEW_TOPIC_MILLIS;
        int found = reader.partitionsFor(topic).size();
        while (found == 0 && clock.millis() < giveUp) {
            LockSupport.parkNanos(POLL.toNanos());
            found = reader.partitionsFor(topic).size();
        }
        return found;
    }

    /** What is to be sent to note this. */
    ProducerRecord<byte[], byte[]> record(Note note) {
        String value = NoteText.value(note);
        return new ProducerRecord<>(
                topic,
                place(note.partition()),
                NoteText.key(group, note).getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
    }

    private int place(int partition) {
        return partition % partitions;
    }

    /** All notes on these partitions of the readouts, in their order. */
    Map<Integer, List<Note>> read(Set<Integer> wanted) {
        Map<Integer, List<Note>> notes = new HashMap<>();
        wanted.forEach(partition -> notes.put(partition, new ArrayList<>()));
        Set<Integer> places = new TreeSet<>(wanted.stream().map(this::place).toList());
        List<TopicPartition> from =
                places.stream().map(place -> new TopicPartition(topic, place)).toList();
        Map<TopicPartition, Long> ends = surveyor.endOffsets(from);
        reader.assign(from);
        reader.seekToBeginning(from);
        long giveUp = clock.millis() + PATIENCE_MILLIS;
        while (!from.stream().allMatch(at -> reader.position(at) >= ends.getOrDefault(at, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                NoteText.read(group, text(record.key()), text(record.value()))
                        .ifPresent(note -> notes.computeIfPresent(note.partition(), (partition, all) -> {
                            all.add(note);
                            return all;
                        }));
            }
            if (clock.millis() > giveUp) {
                throw new TimeoutException(
                        "topic " + topic + " cannot be read to its end: a transaction is not decided");
            }
        }
        return notes;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    @Override
    public void close() {
        reader.close();
        surveyor.close();
    }
}
