package org.larmor.app.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;

/** What {@code logback.xml} makes of a line. */
@Isolated
class LogsTest {
    private static final String FORMAT = "LARMOR_LOG_FORMAT";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void end() {
        context.stop();
        System.setErr(before);
        System.clearProperty(FORMAT);
    }

    @Test
    void aLineIsAnObjectWithItsScanWhereThatIsAskedFor() throws Exception {
        System.setProperty(FORMAT, "json");
        Logs.configure(context);
        Logger logger = context.getLogger("org.larmor.recon.Test");
        logger.atError()
                .addKeyValue("scan", "scan-1")
                .addKeyValue("trace_id", "0af7651916cd43dd8448eb211c80319c")
                .setCause(new IllegalStateException("two\nlines"))
                .log("image {} failed", 3);
        logger.debug("not said");

        List<String> lines = said.toString(UTF_8).lines().toList();
        assertEquals(1, lines.size(), lines.toString());
        JsonNode line = new ObjectMapper().readTree(lines.getFirst());
        assertEquals("image 3 failed", line.path("message").asText());
        assertEquals("ERROR", line.path("level").asText());
        assertEquals("org.larmor.recon.Test", line.path("logger").asText());
        assertEquals("scan-1", line.path("scan").asText());
        assertEquals("0af7651916cd43dd8448eb211c80319c", line.path("trace_id").asText());
        assertTrue(line.path("error").asText().contains("IllegalStateException: two\nlines"), lines.getFirst());
        assertTrue(line.path("time").asText().matches("\\d{4}-.*"), lines.getFirst());
        assertFalse(line.has("@version"), lines.getFirst());
    }

    @Test
    void aLineIsForPeopleOtherwise() {
        Logs.configure(context);
        context.getLogger("org.larmor.recon.Test").warn("no models: none");
        assertTrue(said.toString(UTF_8).matches("\\d\\d:\\d\\d:\\d\\d WARN  no models: none\\R"), said.toString(UTF_8));
    }
}
