package org.larmor.proto;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The eight topics and every size that producer, broker and consumer must agree on. Keyed by scan id, so that what belongs
 * to a scan stays in order on one partition; anomaly maps by study, for they are made of several scans.
 *
 * @param prefix what the names begin with
 */
public record Topics(String prefix) {
    public static final Topics DEFAULT = new Topics("larmor");

    /** Longest value of a record; the codecs refuse longer ones before they are sent. */
    public static final int MAX_RECORD_BYTES = 16 << 20;

    /** Largest batch a broker takes: a longest value with its key, headers and framing. */
    public static final int MAX_MESSAGE_BYTES = MAX_RECORD_BYTES + (64 << 10);

    private static final String NOT_COMPRESSED = "none";

    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("topic prefix '" + prefix + "' is not 1 to 100 of A-Z a-z 0-9 . _ -");
        }
    }

    /** What scanners send. */
    public String readouts() {
        return prefix + ".readouts";
    }

    /** Pictures that a later one will replace. */
    public String previews() {
        return prefix + ".previews";
    }

    /** The last revision of each picture. */
    public String images() {
        return prefix + ".images";
    }

    /** The frames of each cine, measured and synthesised. */
    public String frames() {
        return prefix + ".frames";
    }

    /** Where pictures differ from their nearest healthy counterpart. */
    public String anomalies() {
        return prefix + ".anomalies";
    }

    /** Where each scan stands. */
    public String status() {
        return prefix + ".status";
    }

    /** Records that could not be used, with the reason. */
    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    /** What has come of the readouts so far, for the service itself. */
    public String progress() {
        return prefix + ".progress";
    }

    /** All topics as they are to be created, in the order in which a scan passes through them. */
    public List<TopicLayout> layouts() {
        return List.of(
                layout(readouts(), 4, Duration.ofHours(24), NOT_COMPRESSED),
                layout(previews(), 4, Duration.ofHours(24), NOT_COMPRESSED),
                layout(images(), 4, Duration.ofDays(7), NOT_COMPRESSED),
                layout(frames(), 4, Duration.ofHours(24), NOT_COMPRESSED),
                layout(anomalies(), 4, Duration.ofDays(7), NOT_COMPRESSED),
                layout(status(), 1, Duration.ofDays(7), NOT_COMPRESSED),
                layout(deadLetters(), 1, Duration.ofDays(14), "zstd"),
                layout(progress(), 4, Duration.ZERO, NOT_COMPRESSED));
    }

    /** Settings of every Kafka producer of these topics. Nobody waits for company: what goes together is gathered before. */
    public static Map<String, Object> producerSettings() {
        return Map.of(
                "max.request.size",
                MAX_MESSAGE_BYTES,
                "buffer.memory",
                4L * MAX_MESSAGE_BYTES,
                "batch.size",
                256 << 10,
                "linger.ms",
                0,
                "acks",
                "all",
                "enable.idempotence",
                true);
    }

    /** Settings of every Kafka consumer of these topics. Results are read when they are committed, so each exactly once. */
    public static Map<String, Object> consumerSettings() {
        return Map.of(
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                MAX_MESSAGE_BYTES,
                "fetch.max.bytes",
                2 * MAX_MESSAGE_BYTES,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
    }

    private static TopicLayout layout(String name, int partitions, Duration retention, String compression) {
        return new TopicLayout(name, partitions, retention, MAX_MESSAGE_BYTES, compression);
    }
}
