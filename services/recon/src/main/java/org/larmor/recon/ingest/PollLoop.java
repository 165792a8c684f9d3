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
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.larmor.recon.flow.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that polls Kafka and delivers what is final, with the offsets. It never does anything long: when the service is full it
 * pauses its partitions and keeps polling, so that it stays a member of its group however long a reconstruction takes. All that it
 * decides is in its {@link OffsetLedger}.
 */
public final class PollLoop implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    /** Longest wait for records while a result may come at any moment. */
    private static final long BUSY_MILLIS = 5;

    /** Offsets are committed anew so often even if they stand still: a producer that says nothing for days is forgotten. */
    private static final long REPEAT_MILLIS = 3_600_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final IngestSettings settings;
    private final IntPredicate full;
    private final Handover handover;
    private final Runnable joined;
    private final Runnable turned;
    private final InstantSource clock;
    private final RecordReader reader;
    private final Delivery delivery;
    private final ProgressTopic progress;
    private final OffsetLedger ledger = new OffsetLedger();
    private final Mailbox mailbox;
    private final Courier courier;
    private volatile long drainMillis = -1;
    private volatile Reading reading = new Reading(Map.of(), 0);
    private boolean subscribed;
    private boolean draining;
    private boolean ending;
    private boolean failed;
    private boolean isMember;
    private long drainUntil;
    private long nextCommit;
    private long nextRepeat;
    private long batches;

    /**
     * @param mailbox where final pictures, frames and last statuses come from
     * @param full asked before every poll: whether a partition is to be paused
     * @param handover takes what a poll brought
     * @param joined told once, when the group has taken this service in
     * @param turned told after every turn
     */
    public PollLoop(
            Consumer<byte[], byte[]> consumer,
            Mailbox mailbox,
            Delivery delivery,
            ProgressTopic progress,
            String topic,
            IngestSettings settings,
            IntPredicate full,
            Handover handover,
            Runnable joined,
            Runnable turned,
            InstantSource clock) {
        this.consumer = consumer;
        this.turned = turned;
        this.mailbox = mailbox;
        this.delivery = delivery;
        this.progress = progress;
        this.topic = topic;
        this.settings = settings;
        this.full = full;
        this.handover = handover;
        this.joined = joined;
        this.clock = clock;
        this.reader = new RecordReader(settings);
        this.courier = new Courier(ledger, mailbox, delivery, progress, topic);
        this.nextRepeat = clock.millis() + REPEAT_MILLIS;
    }

    /**
     * Ends the loop, from any thread: no further record is taken, scans whose end has been read are finished within the given time,
     * the others are left to whoever serves their partitions next, and the group is left.
     */
    public void close(Duration grace) {
        drainMillis = Math.max(0, grace.toMillis());
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = turn();
            }
        } finally {
            end();
        }
    }

    /** A turn of the loop; false when it was the last one, and {@link #end} is to be called. */
    public boolean turn() {
        try {
            if (!subscribed) {
                subscribed = true;
                consumer.subscribe(List.of(topic), this);
            }
            if (isOver()) {
                return false;
            }
            pauseOrResume();
            hand(consumer.poll(Duration.ofMillis(patience())));
            join();
            deliver();
            turned.run();
            return true;
        } catch (FencedInstanceIdException | UnreleasedInstanceIdException e) {
            failed = true;
            throw new DeliveryException("another member of the group runs under the name that kafka.instance gives", e);
        } catch (RuntimeException | Error e) {
            failed = true;
            throw e;
        }
    }

    /** Leaves the group, and tells whoever waits for a result that it will not come. */
    public void end() {
        ending = true;
        consumer.close();
        delivery.close();
        courier.end();
    }

    private boolean isOver() {
        long grace = drainMillis;
        if (grace >= 0 && !draining) {
            draining = true;
            drainUntil = clock.millis() + grace;
            if (ledger.hasWhole() && grace > 0) {
                let(ledger.handOver());
            }
        }
        return draining && (!ledger.hasWhole() || clock.millis() >= drainUntil);
    }

    private long patience() {
        return ledger.isIdle() ? settings.pollMillis() : Math.min(BUSY_MILLIS, settings.pollMillis());
    }

    /** A partition whose former scans are still in the service's hands is not read before they are out of them. */
    private void pauseOrResume() {
        Set<TopicPartition> wanted = consumer.assignment().stream()
                .filter(at -> draining || full.test(at.partition()) || ledger.isLeaving(at.partition()))
                .collect(Collectors.toSet());
        Set<TopicPartition> paused = consumer.paused();
        without(wanted, paused).forEach(at -> ifOurs(at, () -> consumer.pause(Set.of(at))));
        without(paused, wanted).forEach(at -> ifOurs(at, () -> consumer.resume(Set.of(at))));
    }

    /** By the new protocol a partition may be lost between two calls; the next poll tells so, and nothing of it is read before. */
    private static void ifOurs(TopicPartition at, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException lost) {
            LOG.info("{} was lost a moment ago: {}", at, lost.getMessage());
        }
    }

    private static Set<TopicPartition> without(Set<TopicPartition> some, Set<TopicPartition> others) {
        Set<TopicPartition> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private void hand(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<Arrival> arrivals = new ArrayList<>();
        Map<Integer, Long> first = new HashMap<>();
        long bytes = 0;
        double now = clock.millis();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RecordReader.Content content = reader.read(record, now);
            if (ledger.take(record.partition(), record.offset(), content.scanId(), content.begins(), content.ends())) {
                arrivals.addAll(content.arrivals());
                first.putIfAbsent(record.partition(), record.offset());
                bytes += Math.max(0, record.serializedValueSize());
            }
        }
        long batch = batches++;
        ledger.hold(batch, first);
        handover.accept(arrivals, bytes, () -> mailbox.settled(batch));
    }

    private void join() {
        if (!isMember && consumer.groupMetadata().generationId() > 0) {
            isMember = true;
            joined.run();
        }
    }

    private void deliver() {
        long now = clock.millis();
        boolean due = now >= nextCommit;
        if (due) {
            nextCommit = now + settings.commitMillis();
            reading = read();
        }
        if (now >= nextRepeat) {
            nextRepeat = now + REPEAT_MILLIS;
            ledger.repeatOffsets();
        }
        courier.go(consumer.groupMetadata(), due, now);
    }

    /**
     * What the loop sees of its partitions.
     *
     * @param lag records that were not read yet, by partition; of a paused one as many as there were when it was paused
     * @param paused partitions that are
     */
    public record Reading(Map<Integer, Long> lag, int paused) {
        public Reading {
            lag = Map.copyOf(lag);
        }
    }

    private Reading read() {
        Map<Integer, Long> lag = new HashMap<>();
        for (TopicPartition at : consumer.assignment()) {
            ifOurs(at, () -> lag.put(at.partition(), consumer.currentLag(at).orElse(0)));
        }
        return new Reading(lag, consumer.paused().size());
    }

    /** From any thread: as of its latest commit or assignment. */
    public Reading reading() {
        return reading;
    }

    /** Positions are sought here, not left to the consumer, whose new protocol knows none before this has returned. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        delivery.open();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(assigned));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(assigned);
        Map<Integer, List<Note>> notes = progress.read(partitions(assigned));
        for (TopicPartition at : assigned) {
            OffsetAndMetadata mark = committed.get(at);
            long beginning = beginnings.getOrDefault(at, 0L);
            long offset = mark == null ? beginning : Math.max(mark.offset(), beginning);
            ifOurs(at, () -> consumer.seek(at, offset));
            ledger.assign(at.partition(), offset, notes.getOrDefault(at.partition(), List.of()));
        }
        mailbox.exchange(ledger);
        pauseOrResume();
        reading = read();
        LOG.info("serving partitions {} of {}", partitions(assigned), topic);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (!failed) {
            courier.finish(consumer.groupMetadata(), clock.millis());
        }
        forget(revoked);
    }

    /** They are another's already: what was made for them is not ours to say. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        LOG.warn("lost partitions {} of {}", partitions(lost), topic);
        forget(lost);
    }

    private void forget(Collection<TopicPartition> gone) {
        Set<String> scans = new HashSet<>();
        partitions(gone).forEach(partition -> scans.addAll(ledger.revoke(partition)));
        mailbox.exchange(ledger);
        if (!ending) {
            let(scans);
        }
    }

    private void let(Set<String> scans) {
        if (!scans.isEmpty()) {
            LOG.info("left to others: {}", new TreeSet<>(scans));
            handover.accept(List.of(new Arrival.Left(scans)), 0, () -> {});
        }
    }

    private static Set<Integer> partitions(Collection<TopicPartition> named) {
        return named.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
    }
}
