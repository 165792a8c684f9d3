package org.larmor.recon;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Between one process and the broker. On the way there the process may die or sleep, a call may stay without an answer, a record may
 * not be taken. Answers to what is sent without a transaction come when they come.
 */
final class SimulatedNetwork {
    /** The process is dead: nothing of it goes on. */
    @SuppressWarnings("serial")
    static final class Died extends Error {}

    /** Time that passes for all others. */
    interface Elapse {
        void millis(long time);
    }

    static final int PARTITIONS = 2;
    private static final int ONE_IN = 400;
    private static final long SLEEP_MILLIS = 3 * SimulatedBroker.SESSION_MILLIS;

    private final Random random;
    private final Elapse elapse;
    private final Elapse sleep;
    private final Deque<Runnable> onTheWay = new ArrayDeque<>();
    private boolean trouble = true;

    /**
     * @param elapse lets time pass, in which the process is alive and waits
     * @param sleep the process is stopped for so long, while others go on
     */
    SimulatedNetwork(Random random, Elapse elapse, Elapse sleep) {
        this.random = random;
        this.elapse = elapse;
        this.sleep = sleep;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        trouble = false;
    }

    Random random() {
        return random;
    }

    private boolean happens() {
        return trouble && random.nextInt(ONE_IN) == 0;
    }

    void cross() {
        if (happens()) {
            throw new Died();
        }
        if (happens()) {
            sleep.millis(random.nextLong(SLEEP_MILLIS));
        }
    }

    void crossOrTimeOut() {
        cross();
        if (happens()) {
            throw new TimeoutException("no answer in time");
        }
    }

    boolean isLost() {
        return happens();
    }

    void pass(long millis) {
        elapse.millis(millis);
    }

    void later(Runnable answer) {
        onTheWay.add(answer);
    }

    boolean isQuiet() {
        return onTheWay.isEmpty();
    }

    /** The oldest that is on its way arrives. */
    void arrive() {
        Runnable next = onTheWay.poll();
        if (next != null) {
            next.run();
        }
    }

    TopicPartition place(ProducerRecord<byte[], byte[]> record) {
        int partition = record.partition() == null
                ? Math.floorMod(Arrays.hashCode(record.key()), PARTITIONS)
                : record.partition();
        return new TopicPartition(record.topic(), partition);
    }

    static List<PartitionInfo> partitionsOf(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                .toList();
    }
}
