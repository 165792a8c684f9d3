package org.larmor.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.app.Larmor;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Role;
import picocli.CommandLine;

/**
 * Holds the manifests in {@code strimzi/} to what the commands print. After a change of topics or grants they are written anew by
 * {@code ./mvnw -pl deploy -am test -Dtest=StrimziFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dlarmor.deploy.update=true}.
 */
class StrimziFilesTest {
    private static final String[] TOPICS = {
        "topics", "list", "--format", "strimzi", "--replication", "3", "--min-insync", "2"
    };
    private static final String[] USERS = {"topics", "acls", "--format", "strimzi"};

    @Test
    void theTopicsAreThoseOfTheCode() throws IOException {
        List<KafkaTopic> topics = upToDate("topics.yaml", TOPICS).kind(KafkaTopic.class);
        assertEquals(
                Topics.DEFAULT.layouts().stream().map(layout -> layout.name()).toList(),
                topics.stream().map(topic -> topic.getSpec().getTopicName()).toList());
        for (int i = 0; i < topics.size(); i++) {
            var layout = Topics.DEFAULT.layouts().get(i);
            var spec = topics.get(i).getSpec();
            assertEquals(layout.partitions(), spec.getPartitions());
            assertEquals(3, spec.getReplicas());
            assertTrue(spec.getConfig().entrySet().containsAll(layout.settings().entrySet()), layout.name());
        }
    }

    @Test
    void eachRoleIsAUserWithItsGrants() throws IOException {
        List<KafkaUser> users = upToDate("users.yaml", USERS).kind(KafkaUser.class);
        assertEquals(
                Arrays.stream(Role.values())
                        .map(role -> "larmor-" + role.label())
                        .toList(),
                users.stream().map(user -> user.getMetadata().getName()).toList());
        for (Role role : Role.values()) {
            String group = role == Role.ANOMALY ? "larmor-anomaly" : "larmor-recon";
            var rules = (KafkaUserAuthorizationSimple)
                    users.get(role.ordinal()).getSpec().getAuthorization();
            assertEquals(
                    role.grants(Topics.DEFAULT, group).size(), rules.getAcls().size());
        }
    }

    /** The users that the chart logs in as are those of the manifests, or of nobody. */
    @Test
    void theChartLogsInAsTheseUsers() throws IOException {
        JsonNode users = Manifests.YAML
                .readTree(Path.of("helm/larmor/values.yaml").toFile())
                .at("/kafka/users");
        List<String> known =
                Manifests.parse(Files.readString(Path.of("strimzi/users.yaml"))).names();
        assertEquals(5, users.size());
        users.forEach(user -> assertTrue(known.contains("KafkaUser/" + user.asText()), user.asText()));
    }

    private static Manifests upToDate(String name, String... command) throws IOException {
        Path file = Path.of("strimzi").resolve(name);
        String text = "# Made by: larmor " + String.join(" ", command) + "\n" + run(command);
        if (Boolean.getBoolean("larmor.deploy.update")) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), name + " is not what the command prints: see this test's comment");
        return Manifests.parse(text);
    }

    private static String run(String... command) {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, UTF_8));
        try {
            assertEquals(0, new CommandLine(new Larmor()).execute(command));
        } finally {
            System.setOut(out);
        }
        return said.toString(UTF_8);
    }
}
