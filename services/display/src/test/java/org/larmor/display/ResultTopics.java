package org.larmor.display;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.larmor.broker.TestBroker;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;

/** Topics of a test's own on the broker under test, and a producer that plays the reconstruction. */
public final class ResultTopics implements AutoCloseable {
    public final String bootstrap = TestBroker.bootstrap();
    public final Topics topics = new Topics("test-" + UUID.randomUUID());
    private final KafkaProducer<String, byte[]> producer;

    public ResultTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> wanted = topics.layouts().stream()
                    .map(t -> new NewTopic(t.name(), t.partitions(), (short) 1).configs(t.settings()))
                    .toList();
            admin.createTopics(wanted).all().get();
        }
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("bootstrap.servers", bootstrap);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    public void publish(ReconImage image) {
        send(image.last() ? topics.images() : topics.previews(), image.scanId(), ImageCodec.encode(image));
    }

    public void publish(Frame frame) {
        send(topics.frames(), frame.scanId(), FrameCodec.encode(frame, ""));
    }

    public void publish(AnomalyMap map) {
        send(topics.anomalies(), map.key(), AnomalyCodec.encode(map));
    }

    public void publish(ScanStatus status) {
        send(topics.status(), status.scanId(), StatusCodec.encode(status));
    }

    public void publish(DeadLetter letter) {
        send(topics.deadLetters(), letter.scanId(), DeadLetterCodec.encode(letter));
    }

    public void publishGarbage() {
        send(topics.previews(), "garbage", new byte[] {1, 2, 3});
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
