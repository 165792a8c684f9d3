package org.larmor.app.stack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.AtExit;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.display.results.GroupWatch;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.display.results.Workers;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
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

    private final Access access;
    private final Topics topics;
    private final Deque<AutoCloseable> parts;
    private final @Nullable LarmorService service;

    private ScanStack(Access access, Topics topics, Deque<AutoCloseable> parts, @Nullable LarmorService service) {
        this.access = access;
        this.topics = topics;
        this.parts = parts;
        this.service = service;
    }

    /**
     * Starts what is missing.
     *
     * @param named a broker, or null to start one
     * @throws IOException if the broker does not answer, in one line
     */
    public static ScanStack open(@Nullable Access named, Topics topics) throws IOException {
        return open(named, topics, EnumSet.of(Role.RECON));
    }

    /** The same with these roles; of those only what no other process has is started. */
    public static ScanStack open(@Nullable Access named, Topics topics, Set<Role> roles) throws IOException {
        return open(named, 0, topics, roles);
    }

    /**
     * Starts all of it here.
     *
     * @param brokerPort where the broker listens; 0 for any free port
     * @throws IOException if it cannot be started, in one line
     */
    public static ScanStack openHere(int brokerPort, Topics topics, Set<Role> roles) throws IOException {
        return open(null, brokerPort, topics, roles);
    }

    private static ScanStack open(@Nullable Access named, int brokerPort, Topics topics, Set<Role> roles)
            throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Access access = named;
            Set<Role> missing = EnumSet.copyOf(roles);
            if (access == null) {
                EmbeddedBroker broker = EmbeddedBroker.start(brokerPort);
                parts.push(broker);
                access = Access.open(broker.bootstrap());
            } else {
                for (Role role : roles) {
                    if (isServed(access, group(role))) {
                        missing.remove(role);
                    }
                }
            }
            createTopics(access, topics);
            LarmorService service = missing.isEmpty() ? null : LarmorService.start(config(access, topics), missing);
            if (service != null) {
                parts.push(service);
                parts.push(AtExit.run("close-service", service::close));
            }
            return new ScanStack(access, topics, parts, service);
        } catch (IOException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    public String bootstrap() {
        return access.bootstrap();
    }

    /** The broker, and who this program is there. */
    public Access access() {
        return access;
    }

    public Topics topics() {
        return topics;
    }

    /** Subscribes to what is published from now on; closed with the stack, before the service. */
    public ResultSubscriber subscribe(ResultListener... listeners) throws IOException {
        ResultSubscriber subscriber = ResultSubscriber.start(access, topics, ResultSubscriber.From.NOW, listeners);
        parts.push(subscriber);
        return subscriber;
    }

    /** Tells how the group of the services stands; closed with the stack. */
    public void watch(Consumer<Workers> told) {
        parts.push(GroupWatch.start(access, topics.readouts(), group(Role.RECON), told));
    }

    /** Whether the service of this process has stopped of itself: then nothing will come any more. */
    public boolean isBroken() {
        return service != null && service.stopped().toCompletableFuture().isDone();
    }

    /** The service's own configuration for this broker; told to end, the service of a command does so at once. */
    public static ReconConfig config(Access access, Topics topics) {
        return ReconConfig.DEFAULT
                .withAccess(access)
                .withPrefix(topics.prefix())
                .withZoo(Home.zoo().toString())
                .withoutGrace();
    }

    private static String group(Role role) {
        return switch (role) {
            case RECON -> ReconConfig.DEFAULT.kafka().group();
            case ANOMALY -> ReconConfig.DEFAULT.anomaly().group();
        };
    }

    private static boolean isServed(Access access, String group) throws IOException {
        try (Admin admin = Admin.create(connection(access))) {
            ConsumerGroupDescription found = admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(group);
            return found != null && !found.members().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
                return false;
            }
            throw new IOException(cannotUse(access.bootstrap(), e.getCause()));
        } catch (TimeoutException e) {
            throw new IOException("broker " + access.bootstrap() + " does not answer");
        } catch (KafkaException e) {
            throw new IOException(cannotUse(access.bootstrap(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static void createTopics(Access access, Topics topics) throws IOException {
        try (TopicAdmin admin = new TopicAdmin(connection(access))) {
            admin.create(topics);
        } catch (KafkaException e) {
            throw new IOException(cannotUse(access.bootstrap(), e));
        }
    }

    /** Settings of a client that gives up after some seconds. */
    public static Map<String, Object> connection(Access access) {
        Map<String, Object> settings = new HashMap<>(access.settings());
        settings.put("default.api.timeout.ms", PATIENCE_SECONDS * 1000);
        settings.put("request.timeout.ms", PATIENCE_SECONDS * 1000);
        return settings;
    }

    /** One line about a broker that failed. */
    public static String cannotUse(String bootstrap, @Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        return "broker " + bootstrap
                + switch (cause) {
                    case org.apache.kafka.common.errors.TimeoutException silent -> " does not answer";
                    case AuthenticationException stranger -> " refuses this program's login: " + why;
                    case null, default -> " cannot be used: " + why;
                };
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
