package org.larmor.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.larmor.recon.ReconConfigFile;
import org.slf4j.LoggerFactory;

/** The level of the log follows the configuration's file while the program runs. */
@Isolated
class LogLevelTest {
    private final Logger larmor = (Logger) LoggerFactory.getLogger("org.larmor");
    private final Level before = larmor.getLevel();
    private long second;
    private LogLevel level;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() {
        larmor.setLevel(Level.WARN);
        level = new LogLevel("");
    }

    @AfterEach
    void end() {
        larmor.setLevel(before);
    }

    @Test
    void changesWithTheFileAndGoesBackWhenNothingIsSaidAnyMore() throws IOException {
        assertEquals(Level.WARN, after("kafka: {bootstrap: a:1}"));
        assertEquals(Level.DEBUG, after("ops: {logLevel: DEBUG}"));
        assertEquals(Level.ERROR, after("ops: {logLevel: ERROR}"));
        assertEquals(Level.WARN, after("kafka: {bootstrap: a:1}"));
    }

    @Test
    void theFirstLevelHoldsBeforeAnyFileIsLookedAt() {
        level = new LogLevel("TRACE");
        assertEquals(Level.TRACE, larmor.getLevel());
    }

    @Test
    void whatSomebodyHasSetSinceStaysUntilTheFileSaysSomethingNew() throws IOException {
        after("ops: {logLevel: INFO}");
        larmor.setLevel(Level.TRACE);
        assertEquals(Level.TRACE, after("ops: {logLevel: INFO, port: 9401}"));
        assertEquals(Level.DEBUG, after("ops: {logLevel: DEBUG}"));
    }

    @Test
    void aFileThatCannotBeUsedOrIsAwayChangesNothing() throws IOException {
        after("ops: {logLevel: DEBUG}");
        assertEquals(Level.DEBUG, after("ops: {logLevel: LOUD}"));
        assertEquals(Level.DEBUG, after("ops: {logLevel"));
        Files.delete(file());
        look();
        assertEquals(Level.DEBUG, larmor.getLevel());
        assertEquals(Level.INFO, after("ops: {logLevel: INFO}"));
    }

    /** The level after the file was written anew, a second later than before. */
    private Level after(String yaml) throws IOException {
        Files.writeString(file(), yaml);
        Files.setLastModifiedTime(file(), FileTime.fromMillis(1000 * ++second));
        look();
        return larmor.getLevel();
    }

    private void look() {
        level.look(file(), () -> ReconConfigFile.read(file()).ops().logLevel());
    }

    private Path file() {
        return folder.resolve("larmor.yaml");
    }
}
