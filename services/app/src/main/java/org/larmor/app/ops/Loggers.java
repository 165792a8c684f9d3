package org.larmor.app.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** The levels of the loggers of this process. */
final class Loggers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LEVELS = Set.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    private static final String NAME = "[A-Za-z0-9_.$]{1,200}";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    /** Loggers that have a level of their own, or the one of this name; as JSON: name to level. */
    String json(String name) {
        Map<String, String> levels = new TreeMap<>();
        if (name.isEmpty()) {
            for (Logger logger : context.getLoggerList()) {
                if (logger.getLevel() != null) {
                    levels.put(logger.getName(), logger.getLevel().toString());
                }
            }
        } else if (name.matches(NAME)) {
            levels.put(name, level(name));
        }
        try {
            return JSON.writeValueAsString(levels) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From which level on the logger of this name says something; to ask for one that is not there does not make it. */
    String level(String name) {
        Logger logger = context.exists(name);
        return logger == null ? level(above(name)) : logger.getEffectiveLevel().toString();
    }

    private static String above(String name) {
        int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
        return end < 0 ? org.slf4j.Logger.ROOT_LOGGER_NAME : name.substring(0, end);
    }

    /**
     * Sets a level: {@code {"level":"DEBUG"}}, or null for that of the logger above.
     *
     * @return what is wrong, in one line; empty if it was set
     */
    String set(String name, String body) {
        if (!name.matches(NAME)) {
            return "PUT /loggers/NAME: no such name";
        }
        JsonNode level;
        try {
            level = JSON.readTree(body).path("level");
        } catch (JsonProcessingException e) {
            return "not JSON: {\"level\":\"DEBUG\"} is expected";
        }
        String wanted = level.asText("").toUpperCase(Locale.ROOT);
        boolean none = level.isNull();
        if (!none && !LEVELS.contains(wanted)) {
            return "level '" + wanted + "' is none of OFF, ERROR, WARN, INFO, DEBUG, TRACE, null";
        }
        if (none && name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            return "the root logger has no logger above it";
        }
        context.getLogger(name).setLevel(none ? null : Level.toLevel(wanted));
        return "";
    }
}
