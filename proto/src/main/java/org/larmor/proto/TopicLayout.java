package org.larmor.proto;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a topic is created.
 *
 * @param retention how long its records are kept; zero where the newest of each key is kept for good
 * @param maxMessageBytes largest batch that the broker takes
 * @param compression Kafka's {@code compression.type}; {@code none} where samples and pixels are noise to a compressor
 */
public record TopicLayout(String name, int partitions, Duration retention, int maxMessageBytes, String compression) {
    /** Small segments, compacted soon: the topic is read as a whole. */
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy",
            "compact",
            "min.cleanable.dirty.ratio",
            "0.1",
            "segment.bytes",
            String.valueOf(16 << 20),
            "segment.ms",
            String.valueOf(Duration.ofHours(1).toMillis()));

    public TopicLayout {
        if (partitions < 1 || maxMessageBytes < 1 || retention.isNegative()) {
            throw new IllegalArgumentException(
                    "topic " + name + ": partitions and max.message.bytes must be positive, retention not negative");
        }
    }

    /** The topic's settings by Kafka's names, in alphabetical order. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("compression.type", compression.equals("none") ? "uncompressed" : compression);
        settings.put("max.message.bytes", String.valueOf(maxMessageBytes));
        settings.putAll(
                retention.isZero()
                        ? COMPACTED
                        : Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(retention.toMillis())));
        return settings;
    }
}
