package org.larmor.recon.ops;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.larmor.proto.TopicLayout;

/**
 * How many copies of a topic there are to be.
 *
 * @param replication of each record; 0 for the broker's own number
 * @param minInsync copies that must have a record before it counts as written; 0 for the broker's own number
 */
public record TopicCopies(int replication, int minInsync) {
    public static final TopicCopies BROKERS_OWN = new TopicCopies(0, 0);

    public TopicCopies {
        if (replication < 0
                || replication > Short.MAX_VALUE
                || minInsync < 0
                || replication > 0 && minInsync > replication) {
            throw new IllegalArgumentException("replication " + replication + " and minInsync " + minInsync
                    + ": 0 or more, and no more in sync than there are");
        }
    }

    Optional<Short> factor() {
        return replication == 0 ? Optional.empty() : Optional.of((short) replication);
    }

    /** The settings that a topic is to have, by Kafka's names. */
    public Map<String, String> settings(TopicLayout layout) {
        Map<String, String> settings = new TreeMap<>(layout.settings());
        if (minInsync > 0) {
            settings.put("min.insync.replicas", String.valueOf(minInsync));
        }
        return settings;
    }
}
