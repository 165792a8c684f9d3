package org.larmor.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final int LARGE = 12 << 20;

    @Test
    void carriesALargeRecordAndKeepsItOverARestart(@TempDir Path folder) throws Exception {
        byte[] value = new byte[LARGE];
        new Random(7).nextBytes(value);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            write(broker.bootstrap(), value);
        }
        try (EmbeddedBroker again = EmbeddedBroker.start(folder)) {
            assertArrayEquals(value, read(again.bootstrap()));
        }
    }

    @Test
    void refusesAPortAndAFolderThatAnotherUsesInOneLine(@TempDir Path folder) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            int port = Integer.parseInt(broker.bootstrap().replaceFirst(".*:", ""));
            String used = message(() -> EmbeddedBroker.start(port));
            assertTrue(used.endsWith("port " + port + " is in use on this machine"), used);
            String locked = message(() -> EmbeddedBroker.start(folder));
            assertTrue(locked.endsWith(folder + ": another broker runs on it"), locked);
        }
    }

    private static String message(Supplier<EmbeddedBroker> start) {
        return String.valueOf(
                assertThrows(UncheckedIOException.class, start::get).getMessage());
    }

    private static void write(String bootstrap, byte[] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
        Map<String, Object> producing = Map.of(
                "bootstrap.servers", bootstrap, "max.request.size", 2 * LARGE, "buffer.memory", (long) (4 * LARGE));
        try (var producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t", value)).get();
        }
    }

    private static byte[] read(String bootstrap) {
        Map<String, Object> consuming = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
            assertTrue(records.count() > 0, "no record within 30 s");
            return records.iterator().next().value();
        }
    }
}
