package org.larmor.display.results;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Finds the partitions of topics on a broker. */
public final class TopicLookup {
    private static final Duration NEW_TOPIC = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private TopicLookup() {}

    /**
     * The topic's partitions; one that was created a moment ago may not be known to every broker yet.
     *
     * @throws IOException if there is no such topic, in one line
     */
    public static List<TopicPartition> partitions(Consumer<?, ?> consumer, String bootstrap, String topic)
            throws IOException {
        long giveUp = System.nanoTime() + NEW_TOPIC.toNanos();
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        while (found.isEmpty() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
            found = consumer.partitionsFor(topic);
        }
        if (found.isEmpty()) {
            throw new IOException("broker " + bootstrap + " has no topic " + topic
                    + "; create the topics with: larmor topics create --bootstrap " + bootstrap);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** What a broker did instead, for a line that begins with its name. */
    public static String why(KafkaException e) {
        return (e instanceof TimeoutException ? " does not answer: " : " refuses: ") + rootMessage(e);
    }

    /** What lies at the bottom of a failure, for a line. */
    public static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
