package org.larmor.recon;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A consumer of the {@link SimulatedBroker}, of its group or of partitions of its own: what the service calls of one. */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    static final int AT_A_POLL = 6;
    private static final long WAIT_MILLIS = 100;

    private final SimulatedBroker broker;
    private final SimulatedNetwork network;
    private final String name;
    private final boolean committedOnly;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private @Nullable ConsumerRebalanceListener listener;
    private SimulatedBroker.@Nullable Member member;
    private int lives;

    SimulatedConsumer(SimulatedBroker broker, SimulatedNetwork network, String name, boolean committedOnly) {
        super("earliest");
        this.broker = broker;
        this.network = network;
        this.name = name;
        this.committedOnly = committedOnly;
    }

    /** As its thread in the background does, as long as the process runs. */
    void beat(long now) {
        if (member != null) {
            member.heard = now;
        }
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanced) {
        listener = rebalanced;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        network.ask();
        if (listener != null) {
            reconcile(listener);
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        for (TopicPartition at : List.copyOf(positions.keySet())) {
            if (!paused.contains(at)) {
                var fetched = broker.read(at, position(at), 1 + network.random().nextInt(AT_A_POLL));
                positions.put(at, fetched.next());
                polled.put(at, fetched.records());
            }
        }
        polled.values().removeIf(List::isEmpty);
        if (polled.isEmpty() && listener == null) {
            network.pass(WAIT_MILLIS);
        }
        return new ConsumerRecords<>(polled, Map.of());
    }

    private void reconcile(ConsumerRebalanceListener told) {
        if (member == null || member.expelled) {
            Set<TopicPartition> lost = assignment();
            if (!lost.isEmpty()) {
                forget(lost);
                told.onPartitionsLost(lost);
            }
            member = broker.join(name + "." + lives++);
        }
        SimulatedBroker.Member now = member;
        Set<TopicPartition> going = broker.revoked(now);
        if (!going.isEmpty()) {
            told.onPartitionsRevoked(going);
            forget(going);
            now.owned.removeAll(going);
        }
        Set<TopicPartition> coming = now.expelled ? Set.of() : broker.assigned(now);
        if (!coming.isEmpty()) {
            coming.forEach(at -> positions.put(at, 0L));
            told.onPartitionsAssigned(coming);
        }
    }

    private void forget(Set<TopicPartition> gone) {
        positions.keySet().removeAll(gone);
        paused.removeAll(gone);
    }

    @Override
    public OptionalLong currentLag(TopicPartition at) {
        return OptionalLong.empty();
    }

    @Override
    public Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(positions.keySet());
    }

    @Override
    public Set<TopicPartition> paused() {
        return new LinkedHashSet<>(paused);
    }

    @Override
    public void pause(Collection<TopicPartition> some) {
        requireMembership(some);
        paused.addAll(some);
    }

    @Override
    public void resume(Collection<TopicPartition> some) {
        requireMembership(some);
        paused.removeAll(some);
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        return member == null
                ? new ConsumerGroupMetadata("group")
                : new ConsumerGroupMetadata("group", member.epoch, member.id, Optional.empty());
    }

    /** An offset that a transaction holds is waited for. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> of) {
        network.ask();
        while (of.stream().anyMatch(broker::isPending)) {
            network.pass(WAIT_MILLIS);
        }
        return each(of, at -> new OffsetAndMetadata(broker.committed(at)));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> of) {
        return each(of, at -> 0L);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> of) {
        network.ask();
        return each(of, at -> broker.end(at, committedOnly));
    }

    /** As the consumer of the new protocol, which hears in the background that it was expelled, and takes no such calls from then on. */
    private void requireMembership(Collection<TopicPartition> some) {
        if (member != null && member.expelled && !some.isEmpty()) {
            throw new IllegalStateException("No current assignment for partition " + some);
        }
    }

    private static <T> Map<TopicPartition, T> each(Collection<TopicPartition> of, Function<TopicPartition, T> value) {
        return of.stream().collect(Collectors.toMap(Function.identity(), value));
    }

    @Override
    public void seek(TopicPartition at, long offset) {
        requireMembership(Set.of(at));
        positions.put(at, offset);
    }

    @Override
    public long position(TopicPartition at) {
        return positions.getOrDefault(at, 0L);
    }

    @Override
    public void assign(Collection<TopicPartition> some) {
        positions.keySet().retainAll(some);
        some.forEach(at -> positions.putIfAbsent(at, 0L));
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> some) {
        some.forEach(at -> seek(at, 0));
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return SimulatedNetwork.partitionsOf(topic);
    }

    /** Gives back what it holds, and leaves. */
    @Override
    public void close() {
        Set<TopicPartition> held = assignment();
        if (listener != null && member != null) {
            if (!held.isEmpty() && !member.expelled) {
                listener.onPartitionsRevoked(held);
            }
            forget(held);
            broker.leave(member);
        }
    }
}
