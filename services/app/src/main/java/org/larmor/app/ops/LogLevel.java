package org.larmor.app.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** From which level on Larmor says something: what the configuration says, or else what {@code LARMOR_LOG} does; read again when its file changes. */
public final class LogLevel {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevel.class);
    private static final long SECONDS_BETWEEN_LOOKS = 2;

    private final Logger larmor = (Logger) LoggerFactory.getLogger("org.larmor");
    private final Level unless = larmor.getEffectiveLevel();
    private String said = "";
    private @Nullable FileTime changed;

    /** @param first a level's name, or empty for the level that there is */
    public LogLevel(String first) {
        use(first);
    }

    /** Looks at the file for as long as the process lives. */
    public void follow(Path file, Supplier<String> read) {
        look(file, read);
        Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("log-level").factory())
                .scheduleWithFixedDelay(
                        () -> look(file, read), SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    /** One look; a file that is not there is being replaced, one that cannot be used changes nothing and is told of once. */
    void look(Path file, Supplier<String> read) {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(changed)) {
                changed = now;
                use(read.get());
            }
        } catch (IOException e) {
            changed = null;
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the log keeps its level, {}", e.getMessage(), larmor.getLevel());
        }
    }

    /** What was said already says nothing: a level that somebody has set since stays. */
    private void use(String level) {
        if (!level.equals(said)) {
            said = level;
            larmor.setLevel(Level.toLevel(level, unless));
            LOG.info("from now on the log says what is {} or graver", larmor.getLevel());
        }
    }
}
