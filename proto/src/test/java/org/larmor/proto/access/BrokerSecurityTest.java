package org.larmor.proto.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.proto.Topics;

class BrokerSecurityTest {
    @TempDir
    private Path folder;

    @Test
    void scramTakesItsPasswordFromAFileOrTheEnvironmentAndQuotesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "pass\"wo\\rd\nsecond line\n");
        String expected = "username=\"recon\" password=\"pass\\\"wo\\\\rd\";";

        assertTrue(jaas(scram(file.toString(), ""), Map.of()).endsWith(expected));
        assertTrue(jaas(scram("", "SECRET"), Map.of("SECRET", "pass\"wo\\rd")).endsWith(expected));
    }

    @Test
    void aSecretThatIsNotThereIsToldByItsKey() {
        assertRefused(
                () -> scram("", "SECRET").settings(Map.<String, String>of()::get),
                "kafka.security.passwordVariable: the environment has no SECRET");
        String missing = folder.resolve("none").toString();
        assertRefused(
                () -> scram(missing, "").settings(Map.<String, String>of()::get),
                "kafka.security.passwordFile: " + missing + " cannot be read");
    }

    @Test
    void aTokenFileNeedsNoSecretAndIsAllowed() {
        String token = folder.resolve("token.jwt").toUri().toString();
        BrokerSecurity security =
                new BrokerSecurity("SASL_SSL", "", "", "", "OAUTHBEARER", "", "", "", token, "larmor");

        Map<String, Object> settings = security.settings(Map.<String, String>of()::get);

        assertEquals(token, settings.get("sasl.oauthbearer.token.endpoint.url"));
        assertEquals("larmor", settings.get("sasl.oauthbearer.scope"));
        assertTrue(System.getProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", "")
                .contains(token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLS||||||protocol 'TLS' is not PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
                "SASL_SSL||||||protocol SASL_SSL needs a mechanism",
                "SSL||SCRAM-SHA-512|u|f||protocol SSL has no mechanism",
                "PLAINTEXT|ca.pem|||||protocol PLAINTEXT has neither truststore nor keystore",
                "SASL_SSL||PLAIN|u|f||mechanism 'PLAIN' is not SCRAM-SHA-512, SCRAM-SHA-256 or OAUTHBEARER",
                "SASL_SSL||SCRAM-SHA-512||f||SCRAM-SHA-512 needs user, and passwordFile or passwordVariable",
                "SASL_SSL||SCRAM-SHA-512|u|||SCRAM-SHA-512 needs user, and passwordFile or passwordVariable",
                "SASL_SSL||SCRAM-SHA-512|u|f|https://id/token|tokenUrl is for OAUTHBEARER",
                "SASL_SSL||OAUTHBEARER|u|f||OAUTHBEARER needs tokenUrl",
                "SASL_SSL||OAUTHBEARER|||https://id/token|OAUTHBEARER needs user, and passwordFile or passwordVariable",
            })
    void whatDoesNotGoTogetherIsRefused(
            String protocol, String truststore, String mechanism, String user, String file, String url, String reason) {
        assertRefused(
                () -> new BrokerSecurity(
                        protocol, or(truststore), "", "", or(mechanism), or(user), or(file), "", or(url), ""),
                "kafka.security: " + reason);
    }

    @Test
    void noSecretIsInWhatIsPrinted() {
        Access access = new Access("b:1", Map.of("sasl.jaas.config", "hunter2"), BrokerSecurity.NONE);
        assertFalse(access.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void noRoleIsGrantedAnythingTwiceAndOnlyServicesAndArchivesHaveAGroupToRead(Role role) {
        List<Grant> grants = role.grants(Topics.DEFAULT, "larmor-recon");

        assertEquals(grants.size(), new HashSet<>(grants).size());
        assertEquals(
                Set.of(Role.RECON, Role.ANOMALY, Role.WATCH).contains(role),
                grants.stream()
                        .anyMatch(grant ->
                                grant.resource() == Grant.Resource.GROUP && grant.operation() == Grant.Operation.READ));
        assertEquals(role, Role.of(role.label()));
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    private static BrokerSecurity scram(String file, String variable) {
        return new BrokerSecurity("SASL_SSL", "", "", "", "SCRAM-SHA-512", "recon", file, variable, "", "");
    }

    private static String jaas(BrokerSecurity security, Map<String, String> environment) {
        return String.valueOf(security.settings(environment::get).get("sasl.jaas.config"));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable action, String reason) {
        assertEquals(
                reason, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
