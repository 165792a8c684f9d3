package org.larmor.broker;

/**
 * The broker that a suite of integration tests runs against: the one named by system property {@value #PROPERTY}, or else
 * one embedded broker for the whole JVM, started when first asked for and closed when the JVM ends.
 *
 * <p>Tests share it: each uses a topic prefix of its own.
 */
public final class TestBroker {
    /** Host and port of a broker from outside, for example one in a container. */
    public static final String PROPERTY = "larmor.test.bootstrap";

    private TestBroker() {}

    /** Host and port of the broker under test. */
    public static String bootstrap() {
        String given = System.getProperty(PROPERTY, "");
        return given.isBlank() ? Shared.BROKER.bootstrap() : given;
    }

    private static final class Shared {
        private static final EmbeddedBroker BROKER = start();

        private static EmbeddedBroker start() {
            EmbeddedBroker broker = EmbeddedBroker.start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close-test-broker"));
            return broker;
        }
    }
}
