package org.larmor.display.results;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.access.Access;

/** Asks a broker about the consumer group of the services: who is in it, and what it has not committed yet. */
public final class GroupReader implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    private final Admin admin;
    private final String bootstrap;
    private final String topic;
    private final String group;

    /** @param topic that the group reads */
    public GroupReader(Access access, String topic, String group) {
        Map<String, Object> connection = new HashMap<>(access.settings());
        connection.put("default.api.timeout.ms", PATIENCE_MILLIS);
        connection.put("request.timeout.ms", PATIENCE_MILLIS);
        this.admin = Admin.create(connection);
        this.bootstrap = access.bootstrap();
        this.topic = topic;
        this.group = group;
    }

    public String group() {
        return group;
    }

    /**
     * Records that the group has not committed, by partition; none for a partition where it never committed.
     *
     * @throws IOException if the broker does not answer, in one line
     */
    public Map<Integer, Long> lag() throws IOException {
        int partitions = get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        var ends = get(admin.listOffsets(latest).all());
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> lag = new TreeMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata done = committed.get(partition);
            if (done != null) {
                lag.put(partition.partition(), Math.max(0, end.offset() - done.offset()));
            }
        });
        return lag;
    }

    /**
     * Processes that the group has now.
     *
     * @throws IOException if the broker does not answer, in one line
     */
    public int members() throws IOException {
        var found =
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
        return found == null ? 0 : get(found.thenApply(group -> group.members().size()), 0);
    }

    private <T> T get(KafkaFuture<T> answer) throws IOException {
        return get(answer, null);
    }

    /** @param unknown the answer where there is no such group; null for a failure like any other */
    private <T> T get(KafkaFuture<T> answer, @Nullable T unknown) throws IOException {
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (unknown != null && e.getCause() instanceof GroupIdNotFoundException) {
                return unknown;
            }
            throw new IOException("broker " + bootstrap + ": " + TopicLookup.rootMessage(e), e);
        } catch (TimeoutException e) {
            throw new IOException("broker " + bootstrap + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
