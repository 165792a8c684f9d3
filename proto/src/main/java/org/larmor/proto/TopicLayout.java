package org.larmor.proto;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a topic is created.
 *
 * @param retention how long its records are kept
 * @param maxMessageBytes largest batch that the broker takes
 * @param compression Kafka's {@code compression.type}; {@code none} where samples and pixels are noise to a compressor
 */
public record TopicLayout(String name, int partitions, Duration retention, int maxMessageBytes, String compression) {
    public TopicLayout {
        if (partitions < 1 || maxMessageBytes < 1 || retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "topic " + name + ": partitions, retention and max.message.bytes must be positive");
        }
    }

    /** The topic's settings by Kafka's names, in alphabetical order. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", "delete");
        settings.put("compression.type", compression.equals("none") ? "uncompressed" : compression);
        settings.put("max.message.bytes", String.valueOf(maxMessageBytes));
        settings.put("retention.ms", String.valueOf(retention.toMillis()));
        return settings;
    }
}
