package org.larmor.display.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.TopicLookup;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.WireException;
import org.larmor.proto.access.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is published into an archive, on the caller's thread: a batch is archived, then committed, then the next is asked for. So
 * nothing waits but in the broker, and a node that is down for an hour holds up one batch.
 *
 * <p>The partitions are assigned, not balanced: the group only keeps the offsets, and one loop a group sees everything.
 */
public final class ArchiveLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int BATCH = 16;

    private final Consumer<byte[], byte[]> consumer;
    private final Subscription subscription;
    private final ScanArchive archive;
    private final Map<String, ArchiveTopic> topics = new HashMap<>();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private final Map<String, Map<TopicPartition, Long>> ending = new LinkedHashMap<>();
    private ScanStatus.@Nullable State ended;

    private ArchiveLoop(Consumer<byte[], byte[]> consumer, Subscription subscription, ScanArchive archive) {
        this.consumer = consumer;
        this.subscription = subscription;
        this.archive = archive;
    }

    /**
     * What is read.
     *
     * @param group keeps the offsets of what is archived
     * @param once the only scan that is archived, from the topics' beginning and without offsets; null for all
     * @param fromNow whether a group without offsets begins with what is published from now on
     */
    public record Subscription(
            Access access,
            Topics topics,
            Set<ArchiveTopic> wanted,
            String group,
            @Nullable String once,
            boolean fromNow) {}

    /** @throws IOException if the broker does not answer or lacks the topics, in one line */
    public static ArchiveLoop open(Subscription subscription, ScanArchive archive) throws IOException {
        KafkaConsumer<byte[], byte[]> consumer;
        try {
            consumer = new KafkaConsumer<>(
                    settings(subscription), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new IOException("broker address '" + subscription.access().bootstrap() + "' cannot be used: "
                    + TopicLookup.rootMessage(e));
        }
        ArchiveLoop loop = new ArchiveLoop(consumer, subscription, archive);
        try {
            loop.assign();
            return loop;
        } catch (KafkaException e) {
            loop.close();
            throw new IOException("broker " + subscription.access().bootstrap() + TopicLookup.why(e), e);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    private static Map<String, Object> settings(Subscription subscription) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.putAll(subscription.access().settings());
        settings.put("group.id", subscription.group());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", subscription.fromNow() ? "latest" : "earliest");
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", BATCH);
        settings.put("default.api.timeout.ms", PATIENCE_MILLIS);
        settings.put("request.timeout.ms", PATIENCE_MILLIS);
        settings.put("fetch.max.wait.ms", 50);
        return settings;
    }

    private void assign() throws IOException {
        String bootstrap = subscription.access().bootstrap();
        for (ArchiveTopic topic : subscription.wanted()) {
            String name = topic.name(subscription.topics());
            topics.put(name, topic);
            partitions.addAll(TopicLookup.partitions(consumer, bootstrap, name));
        }
        List<TopicPartition> all = new ArrayList<>(partitions);
        all.addAll(TopicLookup.partitions(
                consumer, bootstrap, subscription.topics().status()));
        consumer.assign(all);
        if (subscription.once() != null) {
            consumer.seekToBeginning(all);
        }
        all.forEach(consumer::position);
        for (String scanId : archive.unfinished()) {
            ending.put(scanId, consumer.endOffsets(partitions));
        }
    }

    /**
     * Archives until told to stop, or until the one scan that was asked for is over.
     *
     * @param wanted asked between two batches
     * @param archived told the id of each scan that is over and archived
     * @return how that scan ended, or null if it did not
     * @throws IOException if something cannot be archived, in one line; it is not committed
     */
    public ScanStatus.@Nullable State run(BooleanSupplier wanted, java.util.function.Consumer<String> archived)
            throws IOException {
        try {
            while (wanted.getAsBoolean() && !isOver()) {
                try {
                    for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                        take(found);
                    }
                } finally {
                    commit();
                }
                finish(archived);
            }
        } catch (KafkaException e) {
            throw new IOException("broker " + subscription.access().bootstrap() + ": " + TopicLookup.rootMessage(e), e);
        }
        return isOver() ? ended : null;
    }

    private boolean isOver() {
        return ended != null && ending.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> found) throws IOException {
        if (isAskedFor(found)) {
            try {
                archive(found);
            } catch (WireException e) {
                LOG.warn(
                        "{}-{} offset {} left out: {}",
                        found.topic(),
                        found.partition(),
                        found.offset(),
                        e.getMessage());
            }
        }
        done.put(new TopicPartition(found.topic(), found.partition()), new OffsetAndMetadata(found.offset() + 1));
    }

    private boolean isAskedFor(ConsumerRecord<byte[], byte[]> found) {
        String once = subscription.once();
        byte[] key = found.key();
        return once == null || key != null && once.equals(new String(key, UTF_8));
    }

    private void archive(ConsumerRecord<byte[], byte[]> found) throws WireException, IOException {
        byte[] value = found.value();
        if (value == null) {
            throw new WireException("an empty record");
        }
        ArchiveTopic topic = topics.get(found.topic());
        if (topic == null) {
            status(StatusCodec.decode(value));
        } else {
            archive.accept(topic, found.partition(), found.offset(), value);
        }
    }

    /** What belongs to a scan is with the broker before the status that ends it: it lies before the ends that the partitions have now. */
    private void status(ScanStatus status) throws IOException {
        switch (status.state()) {
            case DONE, FAILED, ABORTED -> {
                archive.over(status.scanId());
                ending.put(status.scanId(), consumer.endOffsets(partitions));
                if (subscription.once() != null) {
                    ended = status.state();
                }
            }
            case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING, ANOMALY_REFUSED -> {}
        }
    }

    private void commit() throws IOException {
        if (done.isEmpty()) {
            return;
        }
        archive.flush();
        if (subscription.once() == null) {
            try {
                consumer.commitSync(done);
            } catch (RetriableException e) {
                LOG.warn("offsets not committed, trying again with the next batch: {}", TopicLookup.rootMessage(e));
                return;
            }
        }
        done.clear();
    }

    private void finish(java.util.function.Consumer<String> archived) throws IOException {
        Iterator<Map.Entry<String, Map<TopicPartition, Long>>> scans =
                ending.entrySet().iterator();
        while (scans.hasNext()) {
            Map.Entry<String, Map<TopicPartition, Long>> scan = scans.next();
            boolean isHere = scan.getValue().entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (isHere) {
                archive.finish(scan.getKey());
                archived.accept(scan.getKey());
                scans.remove();
            }
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
