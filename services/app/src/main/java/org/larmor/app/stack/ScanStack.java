package org.larmor.app.stack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.AtExit;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import org.larmor.recon.LarmorService;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.Role;
import org.larmor.recon.ops.TopicAdmin;

/**
 * What a command needs to have a scan reconstructed: a broker with the topics, and the service.
 *
 * <p>Without an address both are started in this process. With one, the broker there is used, and the service that runs
 * on it; only where none does, one is started here. Closed in the reverse order.
 */
public final class ScanStack implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;

    private final String bootstrap;
    private final Topics topics;
    private final Deque<AutoCloseable> parts;
    private final @Nullable LarmorService service;

    private ScanStack(String bootstrap, Topics topics, Deque<AutoCloseable> parts, @Nullable LarmorService service) {
        this.bootstrap = bootstrap;
        this.topics = topics;
        this.parts = parts;
        this.service = service;
    }

    /**
     * Starts what is missing.
     *
     * @param address of a broker, or null to start one
     * @throws IOException if the broker does not answer, in one line
     */
    public static ScanStack open(@Nullable String address, Topics topics) throws IOException {
        return open(address, topics, EnumSet.of(Role.RECON));
    }

    /** The same with these roles; of those only what no other process has is started. */
    public static ScanStack open(@Nullable String address, Topics topics, Set<Role> roles) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            String bootstrap = address;
            Set<Role> missing = EnumSet.copyOf(roles);
            if (bootstrap == null) {
                EmbeddedBroker broker = EmbeddedBroker.start();
                parts.push(broker);
                bootstrap = broker.bootstrap();
            } else {
                for (Role role : roles) {
                    if (isServed(bootstrap, group(role))) {
                        missing.remove(role);
                    }
                }
            }
            createTopics(bootstrap, topics);
            LarmorService service = missing.isEmpty() ? null : LarmorService.start(config(bootstrap, topics), missing);
            if (service != null) {
                parts.push(service);
                parts.push(AtExit.run("close-service", service::close));
            }
            return new ScanStack(bootstrap, topics, parts, service);
        } catch (IOException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public Topics topics() {
        return topics;
    }

    /** Subscribes to what is published from now on; closed with the stack, before the service. */
    public ResultSubscriber subscribe(ResultListener listener) throws IOException {
        ResultSubscriber subscriber = ResultSubscriber.start(bootstrap, topics, ResultSubscriber.From.NOW, listener);
        parts.push(subscriber);
        return subscriber;
    }

    /** Whether the service of this process has stopped of itself: then nothing will come any more. */
    public boolean isBroken() {
        return service != null && service.stopped().toCompletableFuture().isDone();
    }

    /** The service's own configuration for this broker. */
    public static ReconConfig config(String bootstrap, Topics topics) {
        return ReconConfig.DEFAULT
                .withBootstrap(bootstrap)
                .withPrefix(topics.prefix())
                .withZoo(Home.zoo().toString());
    }

    private static String group(Role role) {
        return switch (role) {
            case RECON -> ReconConfig.DEFAULT.kafka().group();
            case ANOMALY -> ReconConfig.DEFAULT.anomaly().group();
        };
    }

    private static boolean isServed(String bootstrap, String group) throws IOException {
        try (Admin admin = Admin.create(connection(bootstrap))) {
            ConsumerGroupDescription found = admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(group);
            return found != null && !found.members().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
                return false;
            }
            throw new IOException(cannotUse(bootstrap, e.getCause()));
        } catch (TimeoutException e) {
            throw new IOException("broker " + bootstrap + " does not answer");
        } catch (KafkaException e) {
            throw new IOException(cannotUse(bootstrap, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static void createTopics(String bootstrap, Topics topics) throws IOException {
        try (TopicAdmin admin = new TopicAdmin(connection(bootstrap))) {
            admin.create(topics);
        } catch (KafkaException e) {
            throw new IOException(cannotUse(bootstrap, e));
        }
    }

    private static Map<String, Object> connection(String bootstrap) {
        int patience = PATIENCE_SECONDS * 1000;
        return Map.of(
                "bootstrap.servers", bootstrap, "default.api.timeout.ms", patience, "request.timeout.ms", patience);
    }

    /** One line about a broker that failed. */
    public static String cannotUse(String bootstrap, @Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean silent = cause instanceof org.apache.kafka.common.errors.TimeoutException;
        return "broker " + bootstrap
                + (silent ? " does not answer" : " cannot be used: " + (cause == null ? "" : cause.getMessage()));
    }

    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("not closed: " + e.getMessage(), e);
            }
        }
    }
}
