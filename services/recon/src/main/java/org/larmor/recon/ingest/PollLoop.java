package org.larmor.recon.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.flow.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that polls Kafka. When the service is full it pauses its partitions and keeps polling, so that it stays a
 * member of its group; records already fetched are bounded by the consumer's fetch size.
 */
public final class PollLoop implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final IngestSettings settings;
    private final IntPredicate full;
    private final ObjLongConsumer<List<Arrival>> handOn;
    private final InstantSource clock;
    private final RecordReader reader;
    private final OffsetLedger ledger = new OffsetLedger();
    private final ConcurrentLinkedQueue<String> finished = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private volatile boolean closing;
    private long nextCommit;

    /**
     * @param full asked before every poll: whether a partition is to be paused
     * @param handOn takes what a poll brought, with the bytes that it weighs, and returns at once
     */
    public PollLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            IngestSettings settings,
            IntPredicate full,
            ObjLongConsumer<List<Arrival>> handOn,
            InstantSource clock) {
        this.consumer = consumer;
        this.topic = topic;
        this.settings = settings;
        this.full = full;
        this.handOn = handOn;
        this.clock = clock;
        this.reader = new RecordReader(settings);
    }

    /** Notes, from any thread, that a scan needs its records no more. */
    public void finished(String scanId) {
        finished.add(scanId);
    }

    /** Ends the loop, from any thread. */
    public void close() {
        closing = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        consumer.subscribe(List.of(topic), this);
        try {
            while (!closing) {
                pauseOrResume();
                hand(consumer.poll(Duration.ofMillis(settings.pollMillis())));
                commitIfDue();
            }
        } catch (WakeupException e) {
            if (!closing) {
                throw e;
            }
        } finally {
            consumer.close();
        }
    }

    private void pauseOrResume() {
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition at : consumer.assignment()) {
            boolean wanted = full.test(at.partition());
            if (wanted && !paused.contains(at)) {
                consumer.pause(List.of(at));
            } else if (!wanted && paused.contains(at)) {
                consumer.resume(List.of(at));
            }
        }
    }

    private void hand(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<Arrival> arrivals = new ArrayList<>();
        long bytes = 0;
        double now = clock.millis();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (ledger.take(record.partition(), record.offset(), RecordReader.key(record))) {
                arrivals.addAll(reader.read(record, now));
                bytes += Math.max(0, record.serializedValueSize());
            }
        }
        handOn.accept(arrivals, bytes);
    }

    private void commitIfDue() {
        long now = clock.millis();
        if (now >= nextCommit) {
            nextCommit = now + settings.commitMillis();
            Map<TopicPartition, OffsetAndMetadata> commits = newCommits();
            if (!commits.isEmpty()) {
                consumer.commitAsync(commits, this::onCommitted);
            }
        }
    }

    /** A commit that failed is tried again with the next one. */
    private void onCommitted(Map<TopicPartition, OffsetAndMetadata> commits, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("offsets not committed, will try again: {}", failure.getMessage());
            committed.keySet().removeAll(commits.keySet());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> newCommits() {
        for (String scanId = finished.poll(); scanId != null; scanId = finished.poll()) {
            ledger.finish(scanId);
        }
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        ledger.commits().forEach((partition, commit) -> {
            TopicPartition at = new TopicPartition(topic, partition);
            OffsetAndMetadata wanted = new OffsetAndMetadata(commit.offset(), CommitNote.write(commit.finished()));
            if (!wanted.equals(committed.put(at, wanted))) {
                commits.put(at, wanted);
            }
        });
        return commits;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> before = consumer.committed(new HashSet<>(assigned));
        for (TopicPartition at : assigned) {
            OffsetAndMetadata mark = before.get(at);
            List<OffsetLedger.Finished> done = mark == null ? List.of() : CommitNote.read(mark.metadata());
            ledger.assign(at.partition(), consumer.position(at), done);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> commits = newCommits();
        if (!commits.isEmpty()) {
            consumer.commitSync(commits);
        }
        forget(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        forget(lost);
    }

    private void forget(Collection<TopicPartition> gone) {
        Set<Integer> partitions = new HashSet<>();
        for (TopicPartition at : gone) {
            ledger.revoke(at.partition());
            committed.remove(at);
            partitions.add(at.partition());
        }
        if (!partitions.isEmpty() && !closing) {
            handOn.accept(List.of(new Arrival.Revoked(partitions)), 0);
        }
    }
}
