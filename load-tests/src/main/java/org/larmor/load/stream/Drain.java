package org.larmor.load.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.larmor.proto.Topics;

/** A consumer that reads and does nothing: how fast records can be had from the broker at all. */
final class Drain {
    private static final Duration POLL = Duration.ofMillis(100);

    private Drain() {}

    /** The process: {@code "BOOTSTRAP RECORDS"}; prints the seconds of the last so many records of the first partition. */
    public static void main(String[] args) {
        String[] told = args[0].split(" ");
        long measured = Long.parseLong(told[1]);
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("bootstrap.servers", told[0]);
        TopicPartition partition = new TopicPartition(Topics.DEFAULT.readouts(), 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long begun = 0;
            for (long position = 0; position < end; position = consumer.position(partition)) {
                consumer.poll(POLL);
                if (begun == 0 && position >= end - measured) {
                    begun = System.nanoTime();
                }
            }
            System.out.println((System.nanoTime() - begun) / 1e9);
        }
    }
}
