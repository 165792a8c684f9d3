package org.larmor.app.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.larmor.core.domain.ReconImage;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.WireException;

/** Reads what was committed, every record once, and tells the tally. */
final class Watcher implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final Tally tally;
    private final Thread thread = new Thread(this::run, "chaos-watcher");
    private volatile boolean closing;

    private Watcher(KafkaConsumer<byte[], byte[]> consumer, Topics topics, Tally tally) {
        this.consumer = consumer;
        this.topics = topics;
        this.tally = tally;
    }

    static Watcher start(String bootstrap, Topics topics, Tally tally) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("bootstrap.servers", bootstrap);
        settings.put("isolation.level", "read_committed");
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(topics.layouts().stream()
                .filter(layout -> List.of(topics.images(), topics.deadLetters()).contains(layout.name()))
                .flatMap(layout -> java.util.stream.IntStream.range(0, layout.partitions())
                        .mapToObj(partition -> new TopicPartition(layout.name(), partition)))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        Watcher watcher = new Watcher(consumer, topics, tally);
        watcher.thread.start();
        return watcher;
    }

    private void run() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                read(record);
            }
        }
        consumer.close();
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.images())) {
                ReconImage image = ImageCodec.decode(record.value());
                tally.seen(image.scanId(), image.index());
            } else {
                tally.letter(DeadLetterCodec.decode(record.value()).reason());
            }
        } catch (WireException e) {
            throw new IllegalStateException("the service published what cannot be read", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
