package org.larmor.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.larmor.proto.TopicLayout;
import org.larmor.proto.Topics;

/** Whether the topics are there, as they should be, and whether the clocks of those who write to them are right. */
final class TopicsCheck {
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Admin admin;
    private final Topics topics;
    private final String bootstrap;
    private final Set<String> used;

    /** @param used names of those that this user must be allowed to see */
    TopicsCheck(Admin admin, Topics topics, String bootstrap, Set<String> used) {
        this.admin = admin;
        this.topics = topics;
        this.bootstrap = bootstrap;
        this.used = used;
    }

    List<Finding> look() throws ExecutionException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<TopicDescription> there = new ArrayList<>();
        for (TopicLayout layout : topics.layouts()) {
            try {
                TopicDescription found = describe(layout.name());
                there.add(found);
                findings.add(compare(layout, found));
            } catch (UnknownTopicOrPartitionException e) {
                findings.add(missing(layout));
            } catch (AuthorizationException e) {
                if (used.contains(layout.name())) {
                    findings.add(missing(layout));
                }
            }
        }
        findings.add(clocks(there));
        return findings;
    }

    private Finding missing(TopicLayout layout) {
        return Finding.wrong(
                "topic " + layout.name(),
                "it is not there, or this user may not see it",
                "larmor topics create --bootstrap " + bootstrap + " --topic-prefix " + topics.prefix());
    }

    /** @throws org.apache.kafka.common.errors.ApiException if there is none, or this user may not see it */
    private TopicDescription describe(String name) throws ExecutionException, InterruptedException {
        try {
            return Objects.requireNonNull(
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException none) {
                throw none;
            }
            if (e.getCause() instanceof AuthorizationException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private Finding compare(TopicLayout layout, TopicDescription found)
            throws ExecutionException, InterruptedException {
        String subject = "topic " + layout.name();
        int partitions = found.partitions().size();
        int replicas = found.partitions().get(0).replicas().size();
        String detail = partitions
                + (partitions == 1 ? " partition, " : " partitions, ")
                + replicas
                + (replicas == 1 ? " replica" : " replicas");
        Map<String, String> others = others(layout);
        String size = others.get("max.message.bytes");
        if (size != null && Long.parseLong(size) < layout.maxMessageBytes()) {
            return Finding.wrong(
                    subject,
                    detail + ", takes records of " + size + " bytes where " + layout.maxMessageBytes() + " are sent",
                    alter(layout, Map.of("max.message.bytes", String.valueOf(layout.maxMessageBytes()))));
        }
        others.remove("max.message.bytes");
        if (!others.isEmpty()) {
            return Finding.warning(
                    subject,
                    detail + ", with other settings than Larmor's: " + others,
                    alter(layout, layout.settings()) + ", unless that is wanted");
        }
        if (partitions < layout.partitions()) {
            return Finding.warning(
                    subject,
                    detail + " where " + layout.partitions() + " are usual",
                    "as many services work at a time as the readouts have partitions: add some while no scan runs");
        }
        return Finding.ok(subject, detail);
    }

    private static String alter(TopicLayout layout, Map<String, String> settings) {
        StringBuilder list = new StringBuilder();
        settings.forEach((name, value) ->
                list.append(list.isEmpty() ? "" : ",").append(name).append('=').append(value));
        return "kafka-configs.sh --alter --entity-type topics --entity-name " + layout.name() + " --add-config " + list;
    }

    /** Settings that are others than Larmor's, as far as this user may see them. */
    private Map<String, String> others(TopicLayout layout) throws ExecutionException, InterruptedException {
        Map<String, String> others = new HashMap<>();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, layout.name());
        try {
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            layout.settings().forEach((name, value) -> {
                var entry = config == null ? null : config.get(name);
                if (entry != null && !value.equals(entry.value())) {
                    others.put(name, String.valueOf(entry.value()));
                }
            });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
        return others;
    }

    /** Kafka tells no time; but a record from the future was written by somebody whose clock is wrong, or this one is. */
    private Finding clocks(List<TopicDescription> there) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        there.forEach(topic -> topic.partitions()
                .forEach(p -> newest.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.maxTimestamp())));
        long latest = -1;
        try {
            for (var offset : admin.listOffsets(newest).all().get().values()) {
                latest = Math.max(latest, offset.timestamp());
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
        if (latest < 0) {
            return Finding.ok("clocks", "no record to compare with");
        }
        Duration ahead = Duration.between(Instant.now(), Instant.ofEpochMilli(latest));
        return ahead.compareTo(AHEAD) > 0
                ? Finding.warning(
                        "clocks",
                        "the newest record was written " + ahead.toSeconds() + " s from now",
                        "set the clocks of console, service and this machine by NTP: times and latencies are wrong")
                : Finding.ok(
                        "clocks", "no record is from the future; the newest is " + (-ahead.toSeconds()) + " s old");
    }
}
