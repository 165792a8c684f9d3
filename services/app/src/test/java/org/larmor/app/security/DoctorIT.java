package org.larmor.app.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.Commands;
import org.larmor.app.doctor.Doctor;
import org.larmor.app.doctor.Finding;
import org.larmor.app.doctor.Finding.Level;
import org.larmor.broker.TestBroker;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Role;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;

/** The doctor on deployments that are well, and on such as are broken in one place. */
@Timeout(120)
class DoctorIT {
    private final Topics topics = new Topics("test-" + UUID.randomUUID());

    @TempDir
    private Path folder;

    @Test
    void nothingIsWrongWithTopicsAsLarmorMakesThem() {
        createTopics();
        List<Finding> findings = examine(config());

        assertEquals(List.of(), of(findings, Level.WRONG));
        assertTrue(text(findings, Level.OK).contains("topic " + topics.images() + ": 4 partitions, 1 replica"));
        assertTrue(text(findings, Level.OK).contains("role recon: everything that it needs is allowed"));
        assertTrue(text(findings, Level.OK).contains("KIP-848"));
        assertTrue(text(findings, Level.WARNING).contains("access lists: the broker has none"));
    }

    @Test
    void aTopicThatIsMissingOrTakesShortRecordsOnlyIsWrong() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrap()))) {
            NewTopic small =
                    new NewTopic(topics.readouts(), 1, (short) 1).configs(Map.of("max.message.bytes", "1048588"));
            admin.createTopics(List.of(small)).all().get();
        }
        String wrong = text(examine(config()), Level.WRONG);

        assertTrue(
                wrong.contains(
                        "topic " + topics.readouts() + ": 1 partition, 1 replica, takes records of 1048588 bytes"),
                wrong);
        assertTrue(wrong.contains("--add-config max.message.bytes=" + Topics.MAX_MESSAGE_BYTES), wrong);
        assertTrue(wrong.contains("topic " + topics.images() + ": it is not there"), wrong);
        assertTrue(wrong.contains("larmor topics create --bootstrap " + TestBroker.bootstrap()), wrong);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsToldAndTheRestIsLookedAtAllTheSame() {
        List<Finding> findings = examine(config().withBootstrap("127.0.0.1:1"));

        assertTrue(text(findings, Level.WRONG).contains("broker: broker 127.0.0.1:1 does not answer"));
        assertTrue(text(findings, Level.OK).contains("disk: "), "the disk");
    }

    @Test
    void aModelThatIsNotTheDescribedOneIsWrongAndAWholeOneIsEvaluated() throws IOException {
        Path shipped = Path.of("../../models/zoo/brain-small");
        Path whole = Files.createDirectories(folder.resolve("zoo/brain-small"));
        for (String file : List.of("model.yaml", "network.pt")) {
            Files.copy(shipped.resolve(file), whole.resolve(file));
        }
        Path broken = Files.createDirectories(folder.resolve("zoo/other"));
        Files.copy(shipped.resolve("model.yaml"), broken.resolve("model.yaml"));
        Files.writeString(broken.resolve("network.pt"), "tampered");
        ReconConfig config = config().withBootstrap("127.0.0.1:1")
                .withZoo(folder.resolve("zoo").toString());

        List<Finding> findings = look(config, true);

        assertTrue(text(findings, Level.WRONG).contains("network.pt has the sha256 "), text(findings, Level.WRONG));
        assertTrue(text(findings, Level.OK).contains("brain-small evaluated in "), text(findings, Level.OK));
    }

    @Test
    void aPortThatIsTakenAndAHeapThatIsTooSmallAreWarnings() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String yaml = "assemble: {maximumBytes: 99999999999999}\n";
            ReconConfig config = ReconConfigFile.parse(yaml).withBootstrap("127.0.0.1:1");
            List<Finding> findings = new Doctor(config, Role.RECON, taken.getLocalPort()).look(false);

            String warnings = text(findings, Level.WARNING);
            assertTrue(
                    warnings.contains("port " + taken.getLocalPort() + ": something listens there already"), warnings);
            assertTrue(warnings.contains("memory: Java "), warnings);

            List<Finding> withoutPage = new Doctor(config, Role.RECON, 0).look(false);
            assertFalse(
                    withoutPage.stream().anyMatch(finding -> finding.subject().startsWith("port")));
        }
    }

    @Test
    void whatARoleIsNotAllowedIsNamed() throws Exception {
        try (GuardedBroker broker = GuardedBroker.start()) {
            broker.create(topics);
            var all = Role.RECON.grants(topics, GuardedBroker.GROUP);
            broker.grant(
                    "recon",
                    all.stream()
                            .filter(grant -> !grant.name().equals(topics.frames()))
                            .toList());
            Path file = broker.config("recon.yaml", broker.access("recon"), topics);

            List<Finding> findings = look(ReconConfigFile.read(file), false);

            String wrong = text(findings, Level.WRONG);
            assertTrue(wrong.contains("WRITE on topic " + topics.frames()), wrong);
            assertFalse(wrong.contains("WRITE on topic " + topics.images()), wrong);
            assertTrue(wrong.contains("larmor topics acls --role recon"), wrong);
            assertTrue(text(findings, Level.OK).contains("access lists: the broker keeps them"));

            broker.grant("recon", all);
            assertEquals("", text(look(ReconConfigFile.read(file), false), Level.WRONG));
        }
    }

    @Test
    void theExitStatusSaysWhetherAnythingIsWrong() {
        String[] command = {
            "doctor", "--bootstrap", TestBroker.bootstrap(), "--topic-prefix", topics.prefix(), "--no-models", "--json"
        };
        assertEquals(1, Commands.run(command).status());
        createTopics();
        var well = Commands.run(command);
        assertEquals(0, well.status(), well.out());
    }

    private ReconConfig config() {
        return ReconConfig.DEFAULT.withBootstrap(TestBroker.bootstrap()).withPrefix(topics.prefix());
    }

    private void createTopics() {
        try (TopicAdmin admin = new TopicAdmin(config().kafka().access().settings(), TopicCopies.BROKERS_OWN)) {
            admin.create(topics);
        }
    }

    private static List<Finding> examine(ReconConfig config) {
        return look(config, false);
    }

    private static List<Finding> look(ReconConfig config, boolean models) {
        try {
            return new Doctor(config, Role.RECON, 0).look(models);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Finding> of(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    private static String text(List<Finding> findings, Level level) {
        StringBuilder text = new StringBuilder();
        of(findings, level).forEach(f -> text.append(f.subject())
                .append(": ")
                .append(f.detail())
                .append(" -> ")
                .append(f.remedy())
                .append('\n'));
        return text.toString();
    }
}
