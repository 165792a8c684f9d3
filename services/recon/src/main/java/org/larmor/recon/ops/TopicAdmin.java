package org.larmor.recon.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.larmor.proto.TopicLayout;
import org.larmor.proto.Topics;

/** Compares the topics that Larmor needs with those of a broker, and creates what is missing. Never changes a topic. */
public final class TopicAdmin implements AutoCloseable {
    /** A broker on a busy machine may need so long. */
    private static final long SETTLED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Admin admin;
    private final TopicCopies copies;

    /** @param connection {@code bootstrap.servers} and whatever else the broker asks for */
    public TopicAdmin(Map<String, Object> connection) {
        this(connection, TopicCopies.BROKERS_OWN);
    }

    /**
     * @param connection {@code bootstrap.servers} and whatever else the broker asks for
     * @param copies of each topic that is created
     */
    public TopicAdmin(Map<String, Object> connection, TopicCopies copies) {
        this.admin = Admin.create(connection);
        this.copies = copies;
    }

    /** What is to be done about one topic. */
    public sealed interface Plan {
        TopicLayout layout();

        /** One line for a person. */
        String line();

        /** It is missing. */
        record Create(TopicLayout layout, Map<String, String> settings) implements Plan {
            @Override
            public String line() {
                return "create  " + layout.name() + "  partitions " + layout.partitions() + "  " + settings;
            }
        }

        /** It is there and as it should be. */
        record Keep(TopicLayout layout) implements Plan {
            @Override
            public String line() {
                return "keep    " + layout.name();
            }
        }

        /** It is there and its settings are others; left as it is. */
        record Differs(TopicLayout layout, Map<String, String> wanted, Map<String, String> found) implements Plan {
            @Override
            public String line() {
                return "differs " + layout.name() + "  wanted " + wanted + "  found " + found;
            }
        }
    }

    /** What {@link #create} would do, topic by topic. */
    public List<Plan> plan(Topics topics) {
        Set<String> there = get(admin.listTopics().names());
        List<Plan> plans = new ArrayList<>();
        for (TopicLayout layout : topics.layouts()) {
            plans.add(
                    there.contains(layout.name()) ? compare(layout) : new Plan.Create(layout, copies.settings(layout)));
        }
        return plans;
    }

    private Plan compare(TopicLayout layout) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, layout.name());
        var config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
        Map<String, String> found = new java.util.TreeMap<>();
        Map<String, String> wanted = copies.settings(layout);
        wanted.forEach((name, value) -> {
            var entry = config == null ? null : config.get(name);
            String is = entry == null ? "" : String.valueOf(entry.value());
            if (!is.equals(value)) {
                found.put(name, is);
            }
        });
        return found.isEmpty() ? new Plan.Keep(layout) : new Plan.Differs(layout, wanted, found);
    }

    /** Creates the missing topics; gives the plan that was carried out. */
    public List<Plan> create(Topics topics) {
        List<Plan> plans = plan(topics);
        List<String> created = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Create create) {
                create(create);
                created.add(create.layout().name());
            }
        }
        settle(created);
        return plans;
    }

    /** Brokers hear of a new topic a moment after it was made: returns when they have. */
    private void settle(List<String> names) {
        long giveUp = System.nanoTime() + SETTLED_NANOS;
        while (true) {
            try {
                get(admin.describeTopics(names).allTopicNames());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > giveUp) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void create(Plan.Create plan) {
        TopicLayout layout = plan.layout();
        NewTopic topic = new NewTopic(layout.name(), java.util.Optional.of(layout.partitions()), copies.factor())
                .configs(plan.settings());
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Someone else created it between the plan and now: then it is there, which is all that is wanted.
        }
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
