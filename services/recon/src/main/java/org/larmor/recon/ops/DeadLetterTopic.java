package org.larmor.recon.ops;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.core.domain.DeadLetter;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceParent;
import org.larmor.proto.WireException;

/** The dead letters of a broker: reads them, and sends the records that they are about once more. */
public final class DeadLetterTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> connection;
    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** A dead letter and its number: the offset at which it lies in its topic. */
    public record Filed(long number, DeadLetter letter) {}

    /** @param connection {@code bootstrap.servers} and whatever else the broker asks for */
    public DeadLetterTopic(Map<String, Object> connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("allow.auto.create.topics", false);
        settings.putAll(connection);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All that the topic still holds, oldest first; what is none is left out. */
    public List<Filed> all() {
        List<TopicPartition> partitions = consumer.partitionsFor(topics.deadLetters()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<Filed> all = new ArrayList<>();
        while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                filed(found).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Optional<Filed> filed(ConsumerRecord<byte[], byte[]> found) {
        try {
            return Optional.of(new Filed(found.offset(), DeadLetterCodec.decode(found.value())));
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    /** The record that the letter is about, at the place that it names; or from the letter if it holds all of it; or empty. */
    public Optional<ProducerRecord<byte[], byte[]>> original(DeadLetter letter) {
        TopicPartition place = new TopicPartition(letter.topic(), letter.partition());
        consumer.assign(List.of(place));
        boolean there = letter.offset() >= first(place) && letter.offset() < end(place);
        if (there) {
            consumer.seek(place, letter.offset());
            while (consumer.position(place) <= letter.offset()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (found.offset() == letter.offset()) {
                        return Optional.of(
                                new ProducerRecord<>(found.topic(), null, found.key(), found.value(), found.headers()));
                    }
                }
            }
        }
        return letter.isWhole() && !letter.scanId().isEmpty() ? Optional.of(fromLetter(letter)) : Optional.empty();
    }

    private long first(TopicPartition place) {
        return consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    private long end(TopicPartition place) {
        return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    private static ProducerRecord<byte[], byte[]> fromLetter(DeadLetter letter) {
        byte[] key = letter.scanId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(letter.topic(), key, letter.record());
        if (!letter.traceId().isEmpty()) {
            record.headers()
                    .add(TraceParent.HEADER, TraceParent.root(letter.traceId()).header());
        }
        return record;
    }

    /** Sends a record once more, as it is, and waits until the broker has it; says where it lies now. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.putAll(connection);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
