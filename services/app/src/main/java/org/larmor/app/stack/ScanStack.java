package org.larmor.app.stack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconService;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;

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
    private final @Nullable ReconService service;

    private ScanStack(String bootstrap, Topics topics, Deque<AutoCloseable> parts, @Nullable ReconService service) {
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
        return open(address, 0, topics);
    }

    /**
     * Starts all of it here.
     *
     * @param brokerPort where the broker listens; 0 for any free port
     * @throws IOException if it cannot be started, in one line
     */
    public static ScanStack openHere(int brokerPort, Topics topics) throws IOException {
        return open(null, brokerPort, topics);
    }

    private static ScanStack open(@Nullable String address, int brokerPort, Topics topics) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            String bootstrap = address;
            boolean served = false;
            if (bootstrap == null) {
                EmbeddedBroker broker = EmbeddedBroker.start(brokerPort);
                parts.push(broker);
                bootstrap = broker.bootstrap();
            } else {
                served = isServed(bootstrap, ReconConfig.DEFAULT.kafka().group());
            }
            createTopics(bootstrap, topics);
            ReconService service = served ? null : ReconService.start(config(bootstrap, topics));
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

    /** The service's own configuration for this broker; told to end, the service of a command does so at once. */
    public static ReconConfig config(String bootstrap, Topics topics) {
        return ReconConfig.DEFAULT
                .withBootstrap(bootstrap)
                .withPrefix(topics.prefix())
                .withZoo(Home.zoo().toString())
                .withoutGrace();
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
        try (TopicAdmin admin = new TopicAdmin(connection(bootstrap), TopicCopies.BROKERS_OWN)) {
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
