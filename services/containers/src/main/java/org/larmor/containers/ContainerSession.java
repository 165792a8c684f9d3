package org.larmor.containers;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.larmor.broker.TestBroker;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Starts one Kafka container before the first test of a JVM and stops it after the last, where system property
 * {@value #PROPERTY} is {@code true}; otherwise does nothing. Found by JUnit wherever this module is on the class path.
 */
public final class ContainerSession implements LauncherSessionListener {
    public static final String PROPERTY = "larmor.test.containers";

    private @Nullable KafkaContainer broker;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!Boolean.getBoolean(PROPERTY) || broker != null) {
            return;
        }
        // As the embedded broker is set: a topic that nobody made is an error, not a topic.
        KafkaContainer starting = new KafkaContainer(KafkaImage.from(System.getenv()))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        starting.start();
        broker = starting;
        System.setProperty(TestBroker.PROPERTY, starting.getBootstrapServers());
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        KafkaContainer started = broker;
        if (started != null) {
            System.clearProperty(TestBroker.PROPERTY);
            started.stop();
            broker = null;
        }
    }
}
