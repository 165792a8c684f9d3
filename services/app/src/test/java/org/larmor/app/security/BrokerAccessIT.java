package org.larmor.app.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.app.Commands;
import org.larmor.app.metrics.GroupLag;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.Progress;
import org.larmor.console.send.ScanSender;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.GroupReader;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.display.results.ResultSubscriber.From;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.proto.access.Grant;
import org.larmor.proto.access.Role;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ReconService;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;

/** Against a broker that speaks TLS, asks for passwords or tokens, and allows what was granted. */
@Timeout(120)
class BrokerAccessIT {
    private static GuardedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = GuardedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void eachRoleDoesItsWorkWithWhatItIsGranted() throws Exception {
        Topics topics = fresh();
        for (Role role : Role.values()) {
            broker.grant(role, topics);
        }
        try (TopicAdmin admin = new TopicAdmin(broker.access("admin").settings(), TopicCopies.BROKERS_OWN)) {
            assertEquals(
                    topics.layouts().size(),
                    admin.create(topics).stream()
                            .filter(TopicAdmin.Plan.Create.class::isInstance)
                            .count());
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!admin.plan(topics).stream().allMatch(TopicAdmin.Plan.Keep.class::isInstance)) {
                assertTrue(System.nanoTime() < giveUp, "the topics that were created do not appear");
            }
        }
        Seen seen = new Seen();
        try (ReconService service = ReconService.start(
                        ReconConfigFile.read(broker.config("recon.yaml", broker.access("recon"), topics)));
                var display = ResultSubscriber.start(broker.access("display"), topics, From.NOW, seen);
                var bridge = ResultSubscriber.start(broker.access("bridge"), topics, From.NOW, new Seen());
                var status = ResultSubscriber.startWithStatus(broker.access("console"), topics, From.NOW, new Seen())) {
            send("console", topics);

            ScanStatus last = seen.over.get(60, TimeUnit.SECONDS);

            assertEquals(ScanStatus.State.DONE, last.state(), last.message());
            assertEquals(2, seen.finals.size());
            assertEquals(2, seen.frames.size());
            assertFalse(service.stopped().toCompletableFuture().isDone());
        }
    }

    @Test
    void aRoleIsRefusedWhatIsNotIts() throws Exception {
        Topics topics = fresh();
        broker.create(topics);
        for (Role role : Role.values()) {
            broker.grant(role, topics);
        }
        assertRefused(() -> write("display", topics.readouts()));
        assertRefused(() -> write("console", topics.images()));
        assertRefused(() -> write("recon", topics.readouts()));
        assertRefused(() -> read("console", topics.images()));
        assertRefused(() -> read("display", topics.readouts()));
        assertRefused(() -> write("admin", topics.readouts()));
    }

    /**
     * Every grant of a list is needed: without it, and with all others, the work for which it is there is refused. The bridge's are
     * the console's and the display's.
     */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "BRIDGE", "METRICS"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutAnyOneGrantItsWorkIsRefused(Role role) throws Exception {
        Topics topics = fresh();
        broker.create(topics);
        List<Grant> all = role.grants(topics, GuardedBroker.GROUP);
        String source = Set.of(Role.ANOMALY, Role.WATCH).contains(role) ? topics.images() : topics.readouts();
        for (Grant missing : all) {
            List<Grant> others = new ArrayList<>(all);
            others.remove(missing);
            broker.grant("less", others);
            assertRefused(() -> use("less", missing, source));
            broker.grant("less", all);
            use("less", missing, source);
        }
    }

    @Test
    void withoutAnyOneGrantTheAdministratorOfTopicsCannotWork() throws Exception {
        Topics topics = fresh();
        List<Grant> all = Role.ADMIN.grants(topics, GuardedBroker.GROUP);
        String images = topics.images();
        broker.grant("less", without(all, Grant.Operation.CREATE, images));
        try (TopicAdmin admin = new TopicAdmin(broker.access("less").settings(), TopicCopies.BROKERS_OWN)) {
            assertThrows(AuthorizationException.class, () -> admin.create(topics));
            broker.grant("less", all);
            admin.create(topics);
            broker.grant("less", without(all, Grant.Operation.DESCRIBE_CONFIGS, images));
            assertThrows(AuthorizationException.class, () -> admin.plan(topics));
            broker.grant("less", without(all, Grant.Operation.DESCRIBE, images));
            assertTrue(admin.plan(topics).stream().anyMatch(TopicAdmin.Plan.Create.class::isInstance));
        }
    }

    @Test
    void withoutAnyOneGrantTheFiguresDoNotKnowTheLag() throws Exception {
        Topics topics = fresh();
        broker.create(topics);
        List<Grant> all = Role.METRICS.grants(topics, GuardedBroker.GROUP);
        broker.grant("less", all);
        try (GroupLag lag = lag("less", topics)) {
            lag.refresh();
        }
        for (String missing : List.of(topics.readouts(), GuardedBroker.GROUP)) {
            broker.grant("less", without(all, Grant.Operation.DESCRIBE, missing));
            try (GroupLag lag = lag("less", topics)) {
                Throwable refusal = assertThrows(IOException.class, lag::refresh, missing);
                assertInstanceOf(ExecutionException.class, refusal.getCause(), missing);
            }
        }
    }

    private static GroupLag lag(String user, Topics topics) {
        return new GroupLag(broker.access(user), topics.readouts(), GuardedBroker.GROUP, new SimpleMeterRegistry());
    }

    @Test
    void aWrongPasswordOrCertificateIsRefusedInOneLineThatHoldsNoSecret() throws Exception {
        Topics topics = fresh();
        Access wrong = broker.access("recon", "hunter2-is-wrong");
        String config = broker.config("wrong.yaml", wrong, topics).toString();
        for (String[] command : List.of(
                new String[] {"topics", "create", "--config", config},
                new String[] {"serve", "--config", config},
                new String[] {"display", "--config", config, "--port", "0"},
                new String[] {"simulate", "--config", config, "--matrix", "32", "--no-pace"})) {
            Commands.Answer answer = Commands.run(command);
            assertEquals(1, answer.status(), answer.err());
            assertEquals(1, answer.err().lines().count(), answer.err());
            assertTrue(answer.err().contains("Authentication failed"), answer.err());
            assertFalse(answer.err().contains("hunter2"), answer.err());
        }
    }

    @Test
    void aTokenOfTheIssuerIsTakenAndAForgedOneIsNot() throws Exception {
        Topics topics = fresh();
        broker.grant(Role.ADMIN, topics);
        try (TopicAdmin admin =
                new TopicAdmin(broker.bearing(broker.tokens.of("admin")).settings(), TopicCopies.BROKERS_OWN)) {
            assertEquals(topics.layouts().size(), admin.plan(topics).size());
        }
        Access forged = broker.bearing(broker.tokens.forged("admin"));
        Commands.Answer answer = Commands.run(
                "topics",
                "create",
                "--config",
                broker.config("forged.yaml", forged, topics).toString());
        assertEquals(1, answer.err().lines().count(), answer.err());
        assertTrue(answer.err().contains("refuses this program's login"), answer.err());
    }

    private static Topics fresh() {
        return new Topics("test-" + UUID.randomUUID());
    }

    private static List<Grant> without(List<Grant> all, Grant.Operation operation, String name) {
        return all.stream()
                .filter(grant -> grant.operation() != operation || !grant.name().equals(name))
                .toList();
    }

    private static void send(String user, Topics topics) throws InterruptedException {
        SimulateOptions heart =
                new SimulateOptions("heart", null, 32, 1, 2, 2, null, null, null, null, null, null, false, null, 3);
        try (ScanSender sender =
                new ScanSender(broker.access(user), topics, Pacing.fullSpeed(), Progress.Listener.NONE)) {
            sender.send(new SimulatedSource(heart.scan()));
        }
    }

    /** Does that for which a grant is there, by the means of the programs that need it; a group reads {@code source}. */
    private static void use(String user, Grant grant, String source) throws Exception {
        if (grant.operation() == Grant.Operation.DESCRIBE) {
            look(user, source);
            return;
        }
        switch (grant.resource()) {
            case TOPIC -> {
                if (grant.operation() == Grant.Operation.WRITE) {
                    write(user, grant.name());
                } else {
                    read(user, grant.name());
                }
            }
            case GROUP -> join(user, grant.name() + (grant.prefixed() ? " /archive" : ""), source);
            case TRANSACTIONAL_ID -> begin(user, grant.name());
        }
    }

    private static void look(String user, String topic) throws IOException {
        try (GroupReader reader = new GroupReader(broker.access(user), topic, GuardedBroker.GROUP)) {
            reader.lag();
            reader.members();
        }
    }

    private static void write(String user, String topic) throws Exception {
        try (var producer = producer(user, Map.of())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[0]))
                    .get();
        }
    }

    private static void begin(String user, String prefix) {
        try (var producer = producer(user, Map.of("transactional.id", prefix + "1"))) {
            producer.initTransactions();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String user, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.putAll(broker.access(user).settings());
        settings.putAll(further);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void read(String user, String topic) {
        try (var consumer = consumer(user, GuardedBroker.GROUP)) {
            assertFalse(consumer.partitionsFor(topic).isEmpty());
            var partition = new org.apache.kafka.common.TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.position(partition);
            consumer.poll(Duration.ofMillis(400));
        }
    }

    private static void join(String user, String group, String source) {
        try (var consumer = consumer(user, group)) {
            consumer.subscribe(List.of(source));
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (consumer.assignment().isEmpty()) {
                assertTrue(System.nanoTime() < giveUp, "no partition of group " + group);
                consumer.poll(Duration.ofMillis(50));
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String user, String group) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("group.id", group);
        settings.putAll(broker.access(user).settings());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable action) {
        Throwable refused = assertThrows(Exception.class, action);
        Throwable cause = Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                .filter(AuthorizationException.class::isInstance)
                .findFirst()
                .orElse(refused);
        assertTrue(
                cause instanceof AuthorizationException || cause instanceof GroupAuthorizationException,
                () -> String.valueOf(cause));
        assertInstanceOf(AuthorizationException.class, cause);
    }

    /** What came. */
    private static final class Seen implements ResultListener {
        final List<ReconImage> finals = new ArrayList<>();
        final List<Frame> frames = new ArrayList<>();
        final CompletableFuture<ScanStatus> over = new CompletableFuture<>();

        @Override
        public void image(ReconImage image) {
            if (image.last()) {
                finals.add(image);
            }
        }

        @Override
        public void frame(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void status(ScanStatus status) {
            switch (status.state()) {
                case DONE, FAILED, ABORTED -> over.complete(status);
                default -> {}
            }
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            over.completeExceptionally(new AssertionError(letter.reason()));
        }
    }
}
