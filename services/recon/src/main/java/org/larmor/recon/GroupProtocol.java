package org.larmor.recon;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** How the members of the group share the partitions. */
public enum GroupProtocol {
    /** The broker's own assignment where it has one, else the classic one. */
    @JsonProperty("auto")
    AUTO,
    /** The broker assigns, and moves only what must move (KIP-848). */
    @JsonProperty("consumer")
    CONSUMER,
    /** A member assigns; cooperatively, so that partitions that stay are not interrupted. */
    @JsonProperty("classic")
    CLASSIC;

    private static final String FEATURE = "group.version";

    /** What the broker can do of this. */
    GroupProtocol on(Map<String, Object> connection) {
        if (this != AUTO) {
            return this;
        }
        try (Admin admin = Admin.create(connection)) {
            return of(admin.describeFeatures().featureMetadata().get().finalizedFeatures());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a broker with these features can do. */
    static GroupProtocol of(Map<String, FinalizedVersionRange> features) {
        FinalizedVersionRange version = features.get(FEATURE);
        return version != null && version.maxVersionLevel() >= 1 ? CONSUMER : CLASSIC;
    }

    /** What the consumer is told. */
    Map<String, Object> settings() {
        return switch (this) {
            case AUTO -> throw new IllegalStateException("not decided yet");
            case CONSUMER -> Map.of("group.protocol", "consumer");
            case CLASSIC ->
                Map.of(
                        "group.protocol",
                        "classic",
                        "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        };
    }
}
