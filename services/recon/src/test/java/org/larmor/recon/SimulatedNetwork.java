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

    /** Of each topic; scans lie on two of them, and on all of them records that are none. */
    static final int PARTITIONS = 3;

    private static final int ONE_QUESTION_IN = 4_000;
    private static final int ONE_DELIVERY_IN = 30;
    static final long SLEEP_MILLIS = 3 * SimulatedBroker.SESSION_MILLIS;

    private final Random random;
    private final Faults faults;
    private final Elapse elapse;
    private final Elapse sleep;
    private final Deque<Runnable> onTheWay = new ArrayDeque<>();
    private boolean trouble = true;

    /**
     * @param elapse the process waits for so long, while others go on
     * @param sleep the process is stopped for so long, while others go on
     */
    SimulatedNetwork(Random random, Faults faults, Elapse elapse, Elapse sleep) {
        this.random = random;
        this.faults = faults;
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

    private boolean happens(Fault fault, int oneIn) {
        boolean happens = trouble && random.nextInt(oneIn) == 0;
        if (happens) {
            faults.add(fault);
        }
        return happens;
    }

    /** Something is asked of the broker. */
    void ask() {
        cross(ONE_QUESTION_IN);
    }

    /** A part of a transaction goes to the broker: most goes wrong where something can be lost, or said twice. */
    void tell() {
        cross(ONE_DELIVERY_IN);
    }

    private void cross(int oneIn) {
        if (happens(Fault.DIED_ON_THE_WAY, oneIn)) {
            throw new Died();
        }
        if (happens(Fault.STOPPED_ON_THE_WAY, oneIn)) {
            sleep.millis(random.nextLong(SLEEP_MILLIS));
        }
    }

    void tellOrTimeOut() {
        tell();
        if (happens(Fault.NO_ANSWER, ONE_DELIVERY_IN)) {
            throw new TimeoutException("no answer in time");
        }
    }

    boolean isNotTaken() {
        return happens(Fault.NOT_TAKEN, ONE_DELIVERY_IN);
    }

    void pass(long millis) {
        elapse.millis(millis);
    }

    void later(Runnable answer) {
        onTheWay.add(answer);
    }

    /** So many of the oldest that are on their way arrive. */
    void arrive(int most) {
        for (int i = 0; i < most && !onTheWay.isEmpty(); i++) {
            onTheWay.remove().run();
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
