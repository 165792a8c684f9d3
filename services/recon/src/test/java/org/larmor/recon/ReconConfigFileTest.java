package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReconConfigFileTest {
    @Test
    void whatIsNotNamedStaysAsItIs() {
        ReconConfig config = ReconConfigFile.parse("kafka: {bootstrap: 'box:1'}\nscan: {method: sense}\n");
        assertEquals("box:1", config.kafka().bootstrap());
        assertEquals("larmor", config.kafka().prefix());
        assertEquals("sense", config.scan().method());
        assertEquals(ReconConfig.DEFAULT.schedule(), config.schedule());
    }

    @Test
    void nothingAtAllIsTheDefault() {
        assertEquals(ReconConfig.DEFAULT, ReconConfigFile.parse(""));
    }

    @Test
    void givesBackWhatWasWritten() {
        ReconConfig config = ReconConfig.DEFAULT.withPrefix("ward").withZoo("/zoo");
        assertEquals(config, ReconConfigFile.parse(ReconConfigFile.write(config)));
    }

    @Test
    void theExampleHoldsEveryKeyWithItsDefault() {
        assertEquals(ReconConfig.DEFAULT, ReconConfigFile.read(example()));
    }

    @Test
    void refusesAnUnknownKeyByName() {
        assertRefuses("unknown key schedule.btach", "schedule: {btach: 2}");
        assertRefuses("unknown key kafkaa", "kafkaa: {}");
        assertRefuses("unknown key reconstruct.maps.kernal", "reconstruct: {maps: {kernal: 6}}");
    }

    @Test
    void refusesAValueThatCannotBe() {
        assertRefuses("schedule: every setting must be positive", "schedule: {batch: 0}");
        assertRefuses("method 'magic' is none of", "scan: {method: magic}");
        assertRefuses("must ascend", "stages: {zeroFilledShares: [0.5, 0.2]}");
        assertRefuses("models: torch: device 'gpu'", "models: {device: gpu}");
        assertRefuses("not YAML", "kafka: {");
        assertRefuses("it is no list of keys", "just text");
    }

    private static void assertRefuses(String reason, String yaml) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ReconConfigFile.parse(yaml))
                .getMessage());
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** {@code deploy/larmor.yaml}, from this module's folder or from the root. */
    private static Path example() {
        return Path.of(System.getProperty("user.dir")).endsWith("recon")
                ? Path.of("../../deploy/larmor.yaml")
                : Path.of("deploy/larmor.yaml");
    }

    /** A billion laughs: nine lines that would be ten to the ninth words. */
    @Test
    @Timeout(5)
    void aliasesAreNotUnfolded() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [" + "ha, ".repeat(9) + "ha]\n");
        for (int i = 1; i <= 9; i++) {
            yaml.append("a%d: &a%d [%s*a%d]%n"
                    .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9), i - 1));
        }
        assertThrows(IllegalArgumentException.class, () -> ReconConfigFile.parse(yaml.toString()));
        assertThrows(IllegalArgumentException.class, () -> ReconConfigFile.parse("a: " + "[".repeat(100_000)));
    }

    @Test
    void aFileOfAnySizeIsRefusedUnread(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("larmor.yaml");
        try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
            hollow.setLength(1L << 40);
        }
        String reason = assertThrows(IllegalArgumentException.class, () -> ReconConfigFile.read(file))
                .getMessage();
        assertTrue(String.valueOf(reason).endsWith("it is longer than 1048576 bytes"), reason);
    }
}
