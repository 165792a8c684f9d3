package org.larmor.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Who may use a broker. Its clients speak TLS and show who they are by SCRAM-SHA-512; nobody may do anything but the
 * administrator, and what he grants.
 *
 * @param keystore PEM file with the broker's key and certificate
 * @param administrator user who may do everything
 * @param passwords of all users, the administrator among them
 * @param further settings of the broker, for example for another mechanism
 */
public record BrokerUsers(
        Path keystore, String administrator, Map<String, String> passwords, Map<String, String> further) {
    static final String INTERNAL = "INTERNAL";
    private static final String SCRAM = "SCRAM-SHA-512";

    public BrokerUsers {
        passwords = Map.copyOf(new TreeMap<>(passwords));
        further = Map.copyOf(further);
    }

    /** What the data folder is formatted with. */
    List<String> scramArguments() {
        return passwords.entrySet().stream()
                .map(user -> SCRAM + "=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                .toList();
    }

    /** The broker speaks to itself, and to nobody else, on a loopback port of its own as {@code ANONYMOUS}. */
    void addTo(Properties properties, int internalPort) {
        properties.put(
                "listeners", properties.getProperty("listeners") + "," + INTERNAL + "://127.0.0.1:" + internalPort);
        properties.put(
                "advertised.listeners",
                properties.getProperty("advertised.listeners") + "," + INTERNAL + "://127.0.0.1:" + internalPort);
        properties.put("inter.broker.listener.name", INTERNAL);
        properties.put(
                "listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT," + INTERNAL + ":PLAINTEXT");
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.location", keystore.toString());
        properties.put("sasl.enabled.mechanisms", SCRAM);
        properties.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:ANONYMOUS;User:" + administrator);
        properties.putAll(further);
    }
}
