package org.larmor.recon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.Topics;

/**
 * A broker as its clients see it: logs with transactions and their markers, producers that fence each other, offsets that are pending,
 * and one group that is rebalanced. It has no thread and no clock; what time brings, it is told by {@link #at}.
 */
final class SimulatedBroker {
    static final long SESSION_MILLIS = 500;
    private static final int TRANSACTION_MILLIS = 1_500;
    private static final String NOTES = Topics.DEFAULT.progress();

    /** Takes what readers of committed records see, in the order in which they may see it. */
    interface Reader {
        void read(String topic, int partition, byte[] value);
    }

    /** A transaction of a producer. */
    static final class Transaction {
        private enum State {
            OPEN,
            COMMITTED,
            ABORTED
        }

        private final String name;
        private final int epoch;
        private final long deadline;
        private final Map<TopicPartition, Long> offsets = new HashMap<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<TopicPartition> logs = new ArrayList<>();
        private State state = State.OPEN;

        private Transaction(String name, int epoch, long deadline) {
            this.name = name;
            this.epoch = epoch;
            this.deadline = deadline;
        }
    }

    /** A member of the group; {@code owned} is what it has not given back yet. */
    static final class Member {
        final String id;
        final Set<TopicPartition> owned = new HashSet<>();
        int epoch;
        long heard;
        boolean expelled;

        private Member(String id, long now) {
            this.id = id;
            this.heard = now;
        }
    }

    /** What lies at an offset; without a value and a key, the marker of a transaction. */
    private record Entry(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Transaction of) {
        boolean isA(Transaction.State state) {
            return of != null && of.state == state;
        }
    }

    /** Visible records, and from where to go on. */
    record Fetched(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    private final Map<TopicPartition, List<Entry>> logs = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final List<Transaction> open = new ArrayList<>();
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<TopicPartition, String> meant = new HashMap<>();
    private final List<TopicPartition> shared;
    /** The group counts generations, and refuses offsets of an earlier one; else it only looks whether it knows the member. */
    private final boolean classic;

    private final Set<Flaw> flaws;
    private final Faults faults;
    private final Random random;
    private final Reader reader;
    /** Milliseconds that a transaction may take. */
    private final long patience;

    private long now;
    private int generation = 1;

    /**
     * @param shared partitions that the group shares
     * @param flaws promises that it breaks
     * @param faults where it notes whom it turns away
     */
    SimulatedBroker(List<TopicPartition> shared, Set<Flaw> flaws, Faults faults, Random random, Reader reader) {
        this.shared = shared;
        this.flaws = flaws;
        this.faults = faults;
        this.classic = random.nextBoolean();
        this.patience = TRANSACTION_MILLIS / 10 + random.nextInt(TRANSACTION_MILLIS);
        this.random = random;
        this.reader = reader;
    }

    private boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    /** Whoever was not heard of for too long is expelled, transactions that took too long are given up. */
    void at(long time) {
        now = time;
        members.values().stream()
                .filter(member -> now - member.heard > SESSION_MILLIS)
                .toList()
                .forEach(late -> {
                    faults.add(Fault.EXPELLED);
                    leave(late);
                });
        open.stream().filter(each -> now > each.deadline).toList().forEach(late -> {
            faults.add(Fault.OVERDUE);
            fence(late.name);
        });
    }

    // Logs

    void append(TopicPartition at, byte[] key, byte @Nullable [] value) {
        if (has(Flaw.ACKNOWLEDGED_RECORDS_ARE_LOST) && !shared.contains(at)) {
            return;
        }
        log(at).add(new Entry(key, value, null));
        if (value != null) {
            reader.read(at.topic(), at.partition(), value);
        }
    }

    void append(TopicPartition at, byte[] key, byte @Nullable [] value, Transaction of) {
        require(of);
        boolean lost = has(Flaw.NOTES_ARE_LOST) && at.topic().equals(NOTES);
        int times = lost ? 0 : has(Flaw.RECORDS_ARE_DOUBLED) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            of.places.add(log(at).size());
            of.logs.add(at);
            log(at).add(new Entry(key, value, of));
        }
    }

    Fetched read(TopicPartition at, long from, int most) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long next = from;
        for (; next < end(at, !has(Flaw.OPEN_RECORDS_ARE_READ)) && records.size() < most; next++) {
            Entry entry = log(at).get((int) next);
            if (isVisible(entry)) {
                records.add(new ConsumerRecord<>(at.topic(), at.partition(), next, entry.key(), entry.value()));
            }
        }
        return new Fetched(records, next);
    }

    /** What readers of committed records are given. */
    private boolean isVisible(Entry entry) {
        if (entry.key == null) {
            return false;
        }
        return entry.of == null
                || switch (entry.of.state) {
                    case COMMITTED -> true;
                    case OPEN -> has(Flaw.OPEN_RECORDS_ARE_READ);
                    case ABORTED -> has(Flaw.ABORTED_RECORDS_ARE_READ);
                };
    }

    /** As told to whoever asks; to a reader of committed records as far as no transaction is open. */
    long end(TopicPartition at, boolean committedOnly) {
        List<Entry> log = log(at);
        boolean stable = committedOnly || has(Flaw.OPEN_NOTES_ARE_PASSED_OVER);
        for (int i = 0; stable && i < log.size(); i++) {
            if (log.get(i).isA(Transaction.State.OPEN)) {
                return i;
            }
        }
        return log.size();
    }

    private List<Entry> log(TopicPartition at) {
        return logs.computeIfAbsent(at, partition -> new ArrayList<>());
    }

    // Transactions

    /** Whoever had this name before is shut out; gives the epoch of the one that has it now. */
    int fence(String name) {
        open.stream()
                .filter(each -> each.name.equals(name))
                .toList()
                .forEach(each -> decide(each, Transaction.State.ABORTED));
        return epochs.merge(name, 1, Integer::sum);
    }

    Transaction begin(String name, int epoch) {
        Transaction begun = new Transaction(name, epoch, now + patience);
        require(begun);
        open.add(begun);
        return begun;
    }

    void offsets(Transaction of, Map<TopicPartition, Long> offsets, ConsumerGroupMetadata group) {
        require(of);
        if (!has(Flaw.THE_GROUP_REFUSES_NOBODY) && !isOfThisGeneration(group)) {
            faults.add(Fault.REFUSED);
            throw new CommitFailedException("not of this generation");
        }
        of.offsets.putAll(offsets);
        if (has(Flaw.OFFSETS_ARE_OUTSIDE_OF_TRANSACTIONS)) {
            committed.putAll(offsets);
        }
    }

    private boolean isOfThisGeneration(ConsumerGroupMetadata group) {
        Member member = members.get(group.memberId());
        return member != null && group.generationId() == (classic ? generation : member.epoch);
    }

    /** Once more is as good as once. */
    void commit(Transaction done) {
        if (done.state != Transaction.State.COMMITTED) {
            require(done);
            decide(done, Transaction.State.COMMITTED);
        }
    }

    void abort(Transaction done) {
        if (done.state != Transaction.State.ABORTED) {
            require(done);
            decide(done, Transaction.State.ABORTED);
        }
    }

    private void require(Transaction by) {
        boolean fenced = by.epoch != epochs.getOrDefault(by.name, 0) || by.state != Transaction.State.OPEN;
        if (fenced && !has(Flaw.NOBODY_IS_FENCED)) {
            faults.add(Fault.FENCED);
            throw new ProducerFencedException(by.name + " is another's name now");
        }
    }

    private void decide(Transaction done, Transaction.State state) {
        done.state = state;
        open.remove(done);
        new LinkedHashSet<>(done.logs).forEach(at -> log(at).add(new Entry(null, null, done)));
        if (state == Transaction.State.COMMITTED) {
            done.offsets.forEach((at, offset) ->
                    committed.put(at, has(Flaw.OFFSETS_ARE_TOO_FAR) ? Long.valueOf(log(at).size()) : offset));
        }
        for (int i = 0; i < done.places.size(); i++) {
            TopicPartition at = done.logs.get(i);
            Entry entry = log(at).get(done.places.get(i));
            byte[] value = entry.value();
            if (value != null && isVisible(entry)) {
                reader.read(at.topic(), at.partition(), value);
            }
        }
    }

    /** Whether a transaction that is not decided holds the offset of this partition. */
    boolean isPending(TopicPartition at) {
        return !has(Flaw.PENDING_OFFSETS_ARE_PASSED_OVER)
                && open.stream().anyMatch(each -> each.offsets.containsKey(at));
    }

    long committed(TopicPartition at) {
        return committed.getOrDefault(at, 0L);
    }

    boolean allIsCommitted() {
        return shared.stream().allMatch(at -> committed(at) == log(at).size());
    }

    // The group

    Member join(String id) {
        Member member = new Member(id, now);
        members.put(id, member);
        rebalance();
        return member;
    }

    void leave(Member member) {
        member.expelled = true;
        if (members.remove(member.id, member)) {
            rebalance();
        }
    }

    /** Shares the partitions out anew: those that nobody has, and one in three of the others, to anyone. */
    void rebalance() {
        generation++;
        List<String> all = List.copyOf(members.keySet());
        meant.values().removeIf(owner -> !members.containsKey(owner) || random.nextInt(3) == 0);
        if (!all.isEmpty()) {
            shared.forEach(at -> meant.computeIfAbsent(at, free -> all.get(random.nextInt(all.size()))));
        }
    }

    /** What the member is to give back. */
    Set<TopicPartition> revoked(Member member) {
        Set<TopicPartition> gone = new HashSet<>(member.owned);
        gone.removeIf(at -> member.id.equals(meant.get(at)));
        return gone;
    }

    /** What the member gets now: nobody else holds it any more. */
    Set<TopicPartition> assigned(Member member) {
        Set<TopicPartition> fresh = new HashSet<>(shared);
        fresh.removeIf(at -> !member.id.equals(meant.get(at))
                || members.values().stream().anyMatch(other -> other.owned.contains(at)));
        member.owned.addAll(fresh);
        member.epoch = generation;
        return fresh;
    }
}
