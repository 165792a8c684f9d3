package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.broker.TestBroker;
import org.larmor.proto.Topics;

/** What a script is answered by commands that ask a broker. */
@Timeout(120)
class ScriptsIT {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Topics topics = new Topics("test-" + UUID.randomUUID());

    private JsonNode answer(String command) throws IOException {
        String broker = " --json --bootstrap " + TestBroker.bootstrap() + " --topic-prefix " + topics.prefix();
        Commands.Answer answer = Commands.run((command + broker).split(" "));
        assertEquals(0, answer.status(), answer.err());
        return JSON.readTree(answer.out());
    }

    @Test
    void topicsScansAndDeadLettersAreToldAsJson() throws IOException {
        assertEquals(topics.layouts().size(), plans("topics create --dry-run", "create"));
        assertEquals(topics.layouts().size(), plans("topics create", "create"));
        assertEquals(topics.layouts().size(), plans("topics create", "keep"));

        JsonNode sent = answer("simulate --matrix 32 --coils 2 --no-pace --scan-id a");
        assertEquals("a", sent.path("scan").asText());
        assertEquals(topics.readouts(), sent.path("topic").asText());
        assertEquals(
                answer("simulate --matrix 32 --coils 2 --no-pace --scan-id b").path("readouts"), sent.path("readouts"));

        assertEquals(JSON.createArrayNode(), answer("dead-letters list"));
    }

    private long plans(String command, String plan) throws IOException {
        JsonNode found = answer(command);
        return Stream.iterate(0, i -> i < found.size(), i -> i + 1)
                .filter(i -> found.get(i).path("plan").asText().equals(plan))
                .count();
    }
}
