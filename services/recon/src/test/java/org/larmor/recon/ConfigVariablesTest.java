package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class ConfigVariablesTest {
    @TempDir
    private Path folder;

    private static ReconConfig read(Map<String, String> environment) {
        return ReconConfigFile.read(ReconConfig.DEFAULT, null, environment);
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndTheFileBeforeTheDefaults() throws IOException {
        Path file = Files.writeString(
                folder.resolve("larmor.yaml"), "kafka: {bootstrap: 'file:1', group: ward}\nschedule: {images: 7}\n");

        ReconConfig config = ReconConfigFile.read(
                ReconConfig.DEFAULT.withZoo("/zoo"),
                file,
                Map.of("LARMOR_KAFKA_BOOTSTRAP", "env:2", "LARMOR_SCHEDULE_IMAGES", "9"));

        assertEquals("env:2", config.kafka().bootstrap());
        assertEquals("ward", config.kafka().group());
        assertEquals(9, config.schedule().images());
        assertEquals("/zoo", config.models().zoo());
        assertEquals(ReconConfig.DEFAULT.stages(), config.stages());
    }

    @Test
    void everyKindOfValueCanBeSaid() {
        ReconConfig config = read(Map.of(
                "LARMOR_STAGES_COARSE_SHARES", "0.3, 0.9",
                "LARMOR_MODELS_WARM_UP", "[{rows: 64, columns: 96}]",
                "LARMOR_RECONSTRUCT_SENSE_LAMBDA", "1",
                "LARMOR_PUBLISH_TRANSACTIONS", "false",
                "LARMOR_SCAN_GATING_SOURCE", "off",
                "LARMOR_KAFKA_GROUP_PROTOCOL", "classic",
                "LARMOR_KAFKA_PROPERTIES", "{client.id: box}",
                "LARMOR_KAFKA_INSTANCE", "7"));

        assertEquals(List.of(.3, .9), config.stages().coarseShares());
        assertEquals(64, config.models().warmUp().getFirst().rows());
        assertEquals(1, config.reconstruct().sense().lambda());
        assertEquals(false, config.publish().transactions());
        assertEquals("off", config.scan().gating().source());
        assertEquals(GroupProtocol.CLASSIC, config.kafka().groupProtocol());
        assertEquals(Map.of("client.id", "box"), config.kafka().properties());
        assertEquals("7", config.kafka().instance());
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        Map<String, String> variables = ConfigVariables.byKey();
        assertEquals("LARMOR_KAFKA_SECURITY_PASSWORD_FILE", variables.get("kafka.security.passwordFile"));
        assertEquals(variables.size(), new HashSet<>(variables.values()).size());
    }

    @Test
    void aValueThatCannotBeIsRefusedWithTheVariablesName() {
        assertRefuses("LARMOR_SCHEDULE_IMAGES='many' is no number", "LARMOR_SCHEDULE_IMAGES", "many");
        assertRefuses("LARMOR_SCHEDULE_IMAGES='' is no number", "LARMOR_SCHEDULE_IMAGES", "");
        assertRefuses("LARMOR_PUBLISH_TRANSACTIONS='perhaps' is no boolean", "LARMOR_PUBLISH_TRANSACTIONS", "perhaps");
        assertRefuses("LARMOR_KAFKA_PROPERTIES='{' cannot be read", "LARMOR_KAFKA_PROPERTIES", "{");
        assertRefuses("method 'magic'", "LARMOR_SCAN_METHOD", "magic");
    }

    private static void assertRefuses(String reason, String variable, String value) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(variable, value)))
                        .getMessage());
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aMisspeltVariableIsFoundAndOneOfKubernetesIsNot() {
        Set<String> environment = Set.of(
                "PATH",
                "LARMOR_KAFKA_BOTSTRAP",
                "LARMOR_KAFKA_BOOTSTRAP",
                "LARMOR_DEBUG",
                "LARMOR_DISPLAY_SERVICE_HOST",
                "LARMOR_DISPLAY_SERVICE_PORT_HTTP",
                "LARMOR_DISPLAY_PORT",
                "LARMOR_DISPLAY_PORT_8080_TCP_ADDR");
        assertEquals(List.of("LARMOR_KAFKA_BOTSTRAP"), ConfigVariables.strangers(environment, Set.of("LARMOR_DEBUG")));
    }
}
