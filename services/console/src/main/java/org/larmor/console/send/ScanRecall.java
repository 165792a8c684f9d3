package org.larmor.console.send;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.WireException;

/** Reads from the status topic what the service knows of one scan; asks the service nothing. */
public final class ScanRecall implements AutoCloseable {
    /** As long as readouts are kept: of an older scan nothing can be gone on with. */
    private static final Duration BACK = Duration.ofHours(24);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int SIGNS_OF_LIFE = 2;

    private final KafkaConsumer<String, byte[]> consumer;
    private final String scanId;
    private @Nullable ScanStatus latest;

    /**
     * Looks at the last day's statuses.
     *
     * @param connection {@code bootstrap.servers} and whatever else the broker asks for
     * @throws ConsoleException if the broker does not answer
     */
    public ScanRecall(Map<String, Object> connection, Topics topics, String scanId, InstantSource clock) {
        this.scanId = scanId;
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("default.api.timeout.ms", PATIENCE_MILLIS);
        settings.put("allow.auto.create.topics", false);
        settings.put("fetch.max.wait.ms", Math.toIntExact(POLL.toMillis()));
        settings.putAll(connection);
        try {
            this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new ConsoleException("broker " + connection.get("bootstrap.servers") + " cannot be asked", e);
        }
        try {
            seek(topics.status(), clock.millis() - BACK.toMillis());
            look(OptionalLong.empty());
        } catch (KafkaException e) {
            consumer.close();
            throw new ConsoleException(
                    "broker " + connection.get("bootstrap.servers") + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private void seek(String topic, long since) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(at -> times.put(at, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> offsets = new HashMap<>(consumer.offsetsForTimes(times));
        for (TopicPartition at : partitions) {
            OffsetAndTimestamp first = offsets.get(at);
            if (first == null) {
                consumer.seekToEnd(List.of(at));
            } else {
                consumer.seek(at, first.offset());
            }
        }
    }

    /** What was told last of the scan; empty if it is not known. */
    public Optional<ScanStatus> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * Listens until something new is told of the scan twice, at most so long each time: then somebody sends it, or it is being made. Once
     * may be the last word on what a sender had sent that has died.
     */
    public boolean isMoving(Duration patience) {
        for (int news = 0; news < SIGNS_OF_LIFE; news++) {
            ScanStatus before = latest;
            look(OptionalLong.of(System.nanoTime() + patience.toNanos()));
            if (latest == before) {
                return false;
            }
        }
        return true;
    }

    /** Reads to the present end, or until that time or the first news. */
    private void look(OptionalLong until) {
        ScanStatus before = latest;
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (until.isEmpty() ? isBehind(ends) : latest == before && System.nanoTime() < until.getAsLong()) {
            for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
                if (scanId.equals(found.key()) && found.value() != null) {
                    take(found.value());
                }
            }
        }
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void take(byte[] value) {
        try {
            ScanStatus status = StatusCodec.decode(value);
            if (status.state() != ScanStatus.State.ANOMALY_REFUSED) {
                latest = status;
            }
        } catch (WireException e) {
            throw new ConsoleException("the status of scan " + scanId + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
