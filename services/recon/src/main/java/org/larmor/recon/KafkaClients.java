package org.larmor.recon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.proto.Topics;
import org.larmor.recon.ingest.BackgroundDelivery;
import org.larmor.recon.ingest.Delivery;
import org.larmor.recon.ingest.PlainDelivery;
import org.larmor.recon.ingest.ProgressTopic;
import org.larmor.recon.ingest.TransactionalDelivery;

/** The clients that the ends of the pipeline and of the anomaly role are handed. */
class KafkaClients {
    /** A transaction that is not decided stands in the way of readers: no call waits for one longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReconConfig config;
    private final String instance;

    KafkaClients(ReconConfig config) {
        this.config = config;
        String named = config.kafka().instance();
        this.instance = named.isEmpty() ? UUID.randomUUID().toString().substring(0, 8) : named;
    }

    /** Our name in the group: the configured one, or one that nobody else has. */
    String instance() {
        return instance;
    }

    /** For what a later record will replace. */
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producing("plain"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For what is final. */
    Producer<byte[], byte[]> transactional() {
        Map<String, Object> settings = producing("final");
        settings.put("transactional.id", config.kafka().group() + "-" + instance);
        settings.put("transaction.timeout.ms", config.publish().transactionSeconds() * 1000);
        settings.put("max.block.ms", PATIENCE.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For anomaly maps. */
    Producer<byte[], byte[]> maps() {
        return new KafkaProducer<>(producing("maps"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producing(String role) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("client.id", clientId(role));
        settings.putAll(config.kafka().connection());
        return settings;
    }

    private String clientId(String role) {
        return config.kafka().group() + "-" + instance + "-" + role;
    }

    /** Of the group. */
    Consumer<byte[], byte[]> consumer(GroupProtocol protocol) {
        Map<String, Object> settings = consuming("readouts");
        settings.put("group.id", config.kafka().group());
        settings.put("max.poll.records", 256);
        settings.putAll(protocol.settings());
        if (!config.kafka().instance().isEmpty()) {
            settings.put("group.instance.id", instance);
        }
        return consumer(settings);
    }

    /** Of the anomaly role's group. */
    Consumer<byte[], byte[]> pictures() {
        Map<String, Object> settings = consuming("pictures");
        settings.put("group.id", config.anomaly().group());
        settings.put("max.poll.records", 64);
        return consumer(settings);
    }

    /** What has come of the group's readouts. */
    ProgressTopic progress(InstantSource clock) {
        Map<String, Object> surveying = consuming("progress-end");
        surveying.put("isolation.level", "read_uncommitted");
        return new ProgressTopic(
                config.kafka().topics().progress(),
                config.kafka().group(),
                consumer(consuming("progress")),
                consumer(surveying),
                clock);
    }

    private Map<String, Object> consuming(String role) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("client.id", clientId(role));
        settings.put("allow.auto.create.topics", false);
        settings.putAll(config.kafka().connection());
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** How results and offsets go to the broker. */
    Delivery delivery(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        return config.publish().transactions()
                ? new BackgroundDelivery(new TransactionalDelivery(producer, instance))
                : new PlainDelivery(producer, consumer);
    }
}
