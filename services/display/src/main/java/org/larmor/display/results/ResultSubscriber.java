package org.larmor.display.results;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
import org.larmor.proto.WireException;
import org.larmor.proto.access.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the reconstruction publishes (previews, images, frames, anomaly maps, status, dead letters) and tells its listeners, one record
 * at a time, on a thread of its own.
 *
 * <p>No consumer group and no committed offsets: every subscriber sees everything from its start on. Bounded: the next
 * records are fetched when the listeners have returned from the last.
 */
public final class ResultSubscriber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultSubscriber.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long READING_NANOS = Duration.ofSeconds(1).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final List<ResultListener> listeners;
    private final Thread thread;
    private volatile boolean closing;
    private double newest;

    private ResultSubscriber(KafkaConsumer<byte[], byte[]> consumer, Topics topics, List<ResultListener> listeners) {
        this.consumer = consumer;
        this.topics = topics;
        this.listeners = List.copyOf(listeners);
        this.thread = new Thread(this::run, "results");
        thread.setDaemon(true);
    }

    /** From which record on the listeners are told. */
    public enum From {
        /** What the topics still hold comes first. */
        BEGINNING,
        /** Only what is published after {@link #start} has returned. */
        NOW
    }

    /**
     * Subscribes; when it returns, nothing published from then on is missed.
     *
     * @throws IOException if the broker does not answer or lacks the topics, in one line
     */
    public static ResultSubscriber start(String bootstrap, Topics topics, From from, ResultListener listener)
            throws IOException {
        return start(Access.open(bootstrap), topics, from, listener);
    }

    /**
     * Subscribes to all results; when it returns, nothing published from then on is missed.
     *
     * @param listeners told of each record in this order
     * @throws IOException if the broker does not answer, refuses, or lacks the topics, in one line
     */
    public static ResultSubscriber start(Access access, Topics topics, From from, ResultListener... listeners)
            throws IOException {
        List<String> all = List.of(
                topics.status(),
                topics.deadLetters(),
                topics.previews(),
                topics.images(),
                topics.frames(),
                topics.anomalies());
        return start(access, topics, all, from, List.of(listeners));
    }

    /** Subscribes to where scans stand, and nothing else. */
    public static ResultSubscriber startWithStatus(Access access, Topics topics, From from, ResultListener listener)
            throws IOException {
        return start(access, topics, List.of(topics.status()), from, List.of(listener));
    }

    private static ResultSubscriber start(
            Access access, Topics topics, List<String> names, From from, List<ResultListener> listeners)
            throws IOException {
        String bootstrap = access.bootstrap();
        KafkaConsumer<byte[], byte[]> consumer;
        try {
            consumer = new KafkaConsumer<>(settings(access), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new IOException(
                    "broker address '" + bootstrap + "' cannot be used: " + TopicLookup.rootMessage(e), e);
        }
        try {
            assign(consumer, bootstrap, names, from);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new IOException("broker " + bootstrap + TopicLookup.why(e), e);
        } catch (IOException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
        ResultSubscriber subscriber = new ResultSubscriber(consumer, topics, listeners);
        subscriber.thread.start();
        return subscriber;
    }

    private static Map<String, Object> settings(Access access) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.putAll(access.settings());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", 64);
        settings.put("default.api.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
        settings.put("request.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
        settings.put("fetch.max.wait.ms", 50);
        return settings;
    }

    private static void assign(KafkaConsumer<byte[], byte[]> consumer, String bootstrap, List<String> names, From from)
            throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : names) {
            partitions.addAll(TopicLookup.partitions(consumer, bootstrap, topic));
        }
        consumer.assign(partitions);
        switch (from) {
            case BEGINNING -> consumer.seekToBeginning(partitions);
            case NOW -> consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    private void run() {
        try (consumer) {
            long toldAt = System.nanoTime() - READING_NANOS;
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    newest = Math.max(newest, found.timestamp());
                    tell(found);
                }
                if (System.nanoTime() - toldAt >= READING_NANOS) {
                    toldAt = System.nanoTime();
                    reading(new Reading(lag(), newest, ""));
                }
            }
        } catch (WakeupException e) {
            LOG.debug("closed");
        } catch (KafkaException e) {
            LOG.error("results are no longer read: {}", TopicLookup.rootMessage(e));
            reading(new Reading(0, newest, TopicLookup.rootMessage(e)));
        }
    }

    private void reading(Reading reading) {
        listeners.forEach(each -> each.reading(reading));
    }

    /** As far as is known without asking the broker. */
    private long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private void tell(ConsumerRecord<byte[], byte[]> found) {
        byte[] value = found.value();
        String topic = found.topic();
        try {
            if (value == null) {
                throw new WireException("an empty record");
            }
            listeners.forEach(decoded(topic, value));
        } catch (WireException e) {
            LOG.warn("{}-{} offset {} left out: {}", topic, found.partition(), found.offset(), e.getMessage());
        }
    }

    /** What a listener is told of a record. */
    private Consumer<ResultListener> decoded(String topic, byte[] value) throws WireException {
        if (topic.equals(topics.status())) {
            ScanStatus status = StatusCodec.decode(value);
            return status.state() == ScanStatus.State.ANOMALY_REFUSED
                    ? each -> each.anomalyRefused(status)
                    : each -> each.status(status);
        }
        if (topic.equals(topics.deadLetters())) {
            DeadLetter letter = DeadLetterCodec.decode(value);
            return each -> each.deadLetter(letter);
        }
        if (topic.equals(topics.anomalies())) {
            AnomalyMap map = AnomalyCodec.decode(value);
            return each -> each.anomaly(map);
        }
        if (topic.equals(topics.frames())) {
            Frame frame = FrameCodec.decode(value);
            return each -> each.frame(frame);
        }
        ReconImage image = ImageCodec.decode(value);
        return each -> each.image(image);
    }

    /** Whether it still reads: not after it was closed, nor where the broker has nothing more for it. */
    public boolean isReading() {
        return thread.isAlive() && !closing;
    }

    /** Stops reading; the listeners are told nothing after it has returned. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
