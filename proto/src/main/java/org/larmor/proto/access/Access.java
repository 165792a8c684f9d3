package org.larmor.proto.access;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the broker is and how its clients show who they are; every Kafka client of Larmor is made with one.
 *
 * @param bootstrap host:port, several with commas
 * @param properties further settings of Kafka's clients by Kafka's names
 */
public record Access(String bootstrap, Map<String, String> properties, BrokerSecurity security) {
    public Access {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("kafka: bootstrap must name a broker, host:port");
        }
        properties = Map.copyOf(properties);
    }

    /** A broker that asks nobody who he is. */
    public static Access open(String bootstrap) {
        return new Access(bootstrap, Map.of(), BrokerSecurity.NONE);
    }

    /** The same at another broker. */
    public Access at(String other) {
        return new Access(other, properties, security);
    }

    /**
     * Settings of a Kafka client; reads the secrets that they need.
     *
     * @throws IllegalArgumentException with one line if a file or a variable that is named is not there
     */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(security.settings(System::getenv));
        settings.putAll(properties);
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }

    /** Without the properties, whose values may be secrets. */
    @Override
    public String toString() {
        return bootstrap + " (" + security.protocol() + ")";
    }
}
