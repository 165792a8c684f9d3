package org.larmor.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.larmor.proto.access.Access;

/** Records of the readouts topic that a consumer group has not committed yet, partition by partition. Thread-safe. */
public final class GroupLag implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    private final Admin admin;
    private final String bootstrap;
    private final String topic;
    private final String group;
    private final MultiGauge lag;

    public GroupLag(Access access, String topic, String group, MeterRegistry registry) {
        Map<String, Object> connection = new HashMap<>(access.settings());
        connection.put("default.api.timeout.ms", PATIENCE_MILLIS);
        connection.put("request.timeout.ms", PATIENCE_MILLIS);
        this.admin = Admin.create(connection);
        this.bootstrap = access.bootstrap();
        this.topic = topic;
        this.group = group;
        this.lag = MultiGauge.builder("larmor.lag")
                .description("Readout records that the group has not committed")
                .tag("group", group)
                .register(registry);
    }

    /** @throws IOException if the broker does not answer, in one line */
    public synchronized void refresh() throws IOException {
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
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata done = committed.get(partition);
            if (done != null) {
                Tags tags = Tags.of("partition", Integer.toString(partition.partition()));
                rows.add(MultiGauge.Row.of(tags, Math.max(0, end.offset() - done.offset())));
            }
        });
        lag.register(rows, true);
    }

    private <T> T get(KafkaFuture<T> answer) throws IOException {
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("broker " + bootstrap + ": " + cause.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("broker " + bootstrap + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ZERO);
    }
}
