package org.larmor.app.ops;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** How this process writes its log: lines for people, or a JSON object a line. */
public enum Logs {
    TEXT,
    JSON;

    /** What {@code logback.xml} chooses by: also from the environment. */
    private static final String FORMAT = "LARMOR_LOG_FORMAT";

    /** From now on the log is written so. */
    public void use() {
        System.setProperty(FORMAT, name().toLowerCase(java.util.Locale.ROOT));
        configure((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    static void configure(LoggerContext context) {
        URL file = Objects.requireNonNull(Logs.class.getResource("/logback.xml"), "logback.xml");
        JoranConfigurator configurator = new JoranConfigurator();
        context.reset();
        configurator.setContext(context);
        try {
            configurator.doConfigure(file);
        } catch (JoranException e) {
            throw new IllegalStateException(file + " cannot be used", e);
        }
    }
}
