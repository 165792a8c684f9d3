package org.larmor.proto.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a client and the broker know one another. No secret is in here: each is named by its file or by its environment variable.
 *
 * @param protocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param truststore PEM file of the authorities that sign brokers' certificates; empty for those of the JVM
 * @param keystore PEM file of the client's own key and certificates; empty for none
 * @param keyPasswordFile file with the password of that key; empty where it is not encrypted
 * @param mechanism SCRAM-SHA-512, SCRAM-SHA-256 or OAUTHBEARER; empty for none
 * @param user who the client is: the user of SCRAM, the client id of OAUTHBEARER
 * @param passwordFile file with the password, or the client's secret
 * @param passwordVariable environment variable with that, in the file's place
 * @param tokenUrl where OAUTHBEARER has its tokens from: https:// of a token endpoint, or file:// of a token that others renew
 * @param scope that is asked for with the token, or empty
 */
public record BrokerSecurity(
        String protocol,
        String truststore,
        String keystore,
        String keyPasswordFile,
        String mechanism,
        String user,
        String passwordFile,
        String passwordVariable,
        String tokenUrl,
        String scope) {
    public static final BrokerSecurity NONE = new BrokerSecurity("PLAINTEXT", "", "", "", "", "", "", "", "", "");

    private static final String OAUTHBEARER = "OAUTHBEARER";
    private static final String TOKEN_FILE = "file:";
    private static final String OAUTH_PACKAGE = "org.apache.kafka.common.security.oauthbearer.";
    private static final String SCRAM_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    public BrokerSecurity {
        require(
                List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL").contains(protocol),
                "protocol '" + protocol + "' is not PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
        require(
                List.of("", "SCRAM-SHA-512", "SCRAM-SHA-256", OAUTHBEARER).contains(mechanism),
                "mechanism '" + mechanism + "' is not SCRAM-SHA-512, SCRAM-SHA-256 or OAUTHBEARER");
        boolean sasl = protocol.startsWith("SASL_");
        require(sasl == !mechanism.isEmpty(), "protocol " + protocol + (sasl ? " needs a" : " has no") + " mechanism");
        boolean files = !truststore.isEmpty() || !keystore.isEmpty() || !keyPasswordFile.isEmpty();
        require(protocol.endsWith("SSL") || !files, "protocol " + protocol + " has neither truststore nor keystore");
        require(
                passwordFile.isEmpty() || passwordVariable.isEmpty(),
                "name passwordFile or passwordVariable, not both");
        boolean named = !user.isEmpty() && !(passwordFile + passwordVariable).isEmpty();
        boolean bearer = mechanism.equals(OAUTHBEARER);
        require(bearer == !tokenUrl.isEmpty(), bearer ? "OAUTHBEARER needs tokenUrl" : "tokenUrl is for OAUTHBEARER");
        require(
                !sasl || named || tokenUrl.startsWith(TOKEN_FILE),
                mechanism + " needs user, and passwordFile or passwordVariable");
    }

    private static void require(boolean condition, String objection) {
        if (!condition) {
            throw new IllegalArgumentException("kafka.security: " + objection);
        }
    }

    /** Whether nobody between can read along. */
    public boolean encrypts() {
        return protocol.endsWith("SSL");
    }

    /** Kafka's settings, with the secrets. */
    Map<String, Object> settings(UnaryOperator<@Nullable String> environment) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("security.protocol", protocol);
        addPem(settings, "truststore", truststore);
        addPem(settings, "keystore", keystore);
        if (!keyPasswordFile.isEmpty()) {
            settings.put("ssl.key.password", Secret.inFile("kafka.security.keyPasswordFile", keyPasswordFile));
        }
        if (!mechanism.isEmpty()) {
            settings.put("sasl.mechanism", mechanism);
            if (mechanism.equals(OAUTHBEARER)) {
                addToken(settings, environment);
            } else {
                settings.put(
                        "sasl.jaas.config",
                        SCRAM_MODULE + " required username=" + quoted(user) + " password="
                                + quoted(password(environment)) + ";");
            }
        }
        return settings;
    }

    private static void addPem(Map<String, Object> settings, String store, String file) {
        if (!file.isEmpty()) {
            require(Files.isReadable(Path.of(file)), store + " " + file + " cannot be read");
            settings.put("ssl." + store + ".type", "PEM");
            settings.put("ssl." + store + ".location", file);
        }
    }

    private void addToken(Map<String, Object> settings, UnaryOperator<@Nullable String> environment) {
        settings.put("sasl.jaas.config", OAUTH_PACKAGE + "OAuthBearerLoginModule required;");
        settings.put("sasl.login.callback.handler.class", OAUTH_PACKAGE + "OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", tokenUrl);
        if (!tokenUrl.startsWith(TOKEN_FILE)) {
            settings.put("sasl.oauthbearer.client.credentials.client.id", user);
            settings.put("sasl.oauthbearer.client.credentials.client.secret", password(environment));
        }
        if (!scope.isEmpty()) {
            settings.put("sasl.oauthbearer.scope", scope);
        }
        TokenSources.allow(tokenUrl);
    }

    private String password(UnaryOperator<@Nullable String> environment) {
        return passwordFile.isEmpty()
                ? Secret.inVariable("kafka.security.passwordVariable", passwordVariable, environment)
                : Secret.inFile("kafka.security.passwordFile", passwordFile);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
