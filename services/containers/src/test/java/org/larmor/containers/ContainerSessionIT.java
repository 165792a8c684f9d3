package org.larmor.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.larmor.broker.TestBroker;
import org.testcontainers.DockerClientFactory;

/** Needs a container engine: run by {@code ./larmor test --containers} only. */
@Tag("containers")
class ContainerSessionIT {
    private static final int LARGE = 12 << 20;
    private static final String TOPIC = "container-session";

    @Test
    void theSuitesBrokerIsTheOneInTheContainer() {
        int port = Integer.parseInt(TestBroker.bootstrap().replaceFirst(".*:", ""));
        List<String> images = DockerClientFactory.lazyClient().listContainersCmd().exec().stream()
                .filter(container -> List.of(container.getPorts()).stream()
                        .anyMatch(mapped -> mapped.getPublicPort() != null && mapped.getPublicPort() == port))
                .map(container -> container.getImage())
                .toList();
        assertEquals(List.of(KafkaImage.from(System.getenv()).asCanonicalNameString()), images, "port " + port);
    }

    @Test
    void carriesALargeRecord() throws Exception {
        byte[] value = new byte[LARGE];
        new Random(7).nextBytes(value);
        String bootstrap = TestBroker.bootstrap();
        write(bootstrap, value);
        assertArrayEquals(value, read(bootstrap));
    }

    private static void write(String bootstrap, byte[] value) throws Exception {
        NewTopic topic =
                new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", Integer.toString(2 * LARGE)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(topic)).all().get();
        }
        Map<String, Object> producing = Map.of(
                "bootstrap.servers", bootstrap, "max.request.size", 2 * LARGE, "buffer.memory", (long) (4 * LARGE));
        try (var producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static byte[] read(String bootstrap) {
        Map<String, Object> consuming = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
            assertTrue(records.count() > 0, "no record within 30 s");
            return records.iterator().next().value();
        }
    }
}
