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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.WireException;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.Published;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that polls the images topic, as {@link PollLoop} does the readouts: paused while it is told to be full, and an offset is
 * committed only when nobody needs the records before it.
 */
public final class PictureLoop implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PictureLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final IngestSettings settings;
    private final BooleanSupplier full;
    private final Next next;
    private final Runnable joined;
    private final InstantSource clock;
    private final PictureLedger ledger = new PictureLedger();
    private final ConcurrentLinkedQueue<Runnable> notes = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Runnable turned;
    private volatile boolean closing;
    private volatile boolean member;
    private volatile @Nullable Throwable failure;
    private boolean paused;
    private long nextCommit;

    /** What takes the pictures; returns at once. */
    public interface Next {
        /** Pictures in the order of their partitions, and the bytes that they weigh. */
        void pictures(List<Published> pictures, long bytes);

        /** Maps of these names were made of pictures that come now. */
        void known(Collection<String> maps);

        /** These partitions are not served here any more. */
        void revoked(Set<Integer> partitions);
    }

    /**
     * @param full asked before every poll: whether partitions are to be paused
     * @param joined told once, when the group has taken this service in
     * @param turned told after every turn
     */
    public PictureLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            IngestSettings settings,
            BooleanSupplier full,
            Next next,
            Runnable joined,
            Runnable turned,
            InstantSource clock) {
        this.turned = turned;
        this.consumer = consumer;
        this.topic = topic;
        this.settings = settings;
        this.full = full;
        this.next = next;
        this.joined = joined;
        this.clock = clock;
    }

    /** Notes, from any thread, that nobody needs these records any more. */
    public void released(Collection<Position> positions) {
        notes.add(() -> positions.forEach(ledger::release));
    }

    /** Notes, from any thread, that the map of this name, made of these records, is with the broker. */
    public void made(String map, Collection<Position> of) {
        notes.add(() -> ledger.made(map, of));
    }

    /** Ends the loop, from any thread, with the reason. */
    public void fail(Throwable cause) {
        failure = cause;
        close();
    }

    /** Ends the loop after its poll, from any thread: a woken one could not commit what it leaves behind. */
    public void close() {
        closing = true;
    }

    /** From any thread: whether the group has taken this service in. */
    public boolean isMember() {
        return member;
    }

    @Override
    public void run() {
        consumer.subscribe(List.of(topic), this);
        try {
            while (!closing) {
                pauseOrResume();
                hand(consumer.poll(Duration.ofMillis(settings.pollMillis())));
                join();
                commitIfDue();
                turned.run();
            }
        } finally {
            consumer.close();
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("maps cannot be published: " + cause.getMessage(), cause);
        }
    }

    private void join() {
        if (!member && consumer.groupMetadata().generationId() > 0) {
            member = true;
            joined.run();
        }
    }

    private void pauseOrResume() {
        boolean wanted = full.getAsBoolean();
        if (wanted && !paused) {
            consumer.pause(consumer.assignment());
        } else if (!wanted && paused) {
            consumer.resume(consumer.paused());
        }
        paused = wanted;
    }

    private void hand(ConsumerRecords<byte[], byte[]> records) {
        List<Published> pictures = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Published picture = read(record);
            ledger.take(new Position(topic, record.partition(), record.offset()), picture != null);
            if (picture != null) {
                pictures.add(picture);
                bytes += record.serializedValueSize();
            }
        }
        if (!pictures.isEmpty()) {
            next.pictures(pictures, bytes);
        }
    }

    /** The picture, or null where the record is none. */
    private @Nullable Published read(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        try {
            if (value == null) {
                throw new WireException("a record without a value");
            }
            return new Published(
                    ImageCodec.decodeTagged(value),
                    new Position(topic, record.partition(), record.offset()),
                    RecordReader.trace(record));
        } catch (WireException e) {
            LOG.warn("{}-{} offset {} left out: {}", topic, record.partition(), record.offset(), e.getMessage());
            return null;
        }
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
    private void onCommitted(Map<TopicPartition, OffsetAndMetadata> commits, @Nullable Exception cause) {
        if (cause != null) {
            LOG.warn("offsets not committed, will try again: {}", cause.getMessage());
            committed.keySet().removeAll(commits.keySet());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> newCommits() {
        for (Runnable note = notes.poll(); note != null; note = notes.poll()) {
            note.run();
        }
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        ledger.commits().forEach((partition, commit) -> {
            TopicPartition at = new TopicPartition(topic, partition);
            OffsetAndMetadata wanted = new OffsetAndMetadata(commit.offset(), MapNames.write(commit.made()));
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
            List<MapNames.Made> made = mark == null ? List.of() : MapNames.read(mark.metadata());
            ledger.assign(at.partition(), consumer.position(at), made);
            next.known(made.stream().map(MapNames.Made::name).toList());
        }
        paused = false;
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
        Set<Integer> partitions = gone.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        for (TopicPartition at : gone) {
            ledger.revoke(at.partition());
            committed.remove(at);
        }
        if (!partitions.isEmpty() && !closing) {
            next.revoked(partitions);
        }
    }
}
