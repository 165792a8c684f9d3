package org.larmor.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    private static final String DESCRIPTION = "kind: something\nversion: 1\n";

    @TempDir
    private Path folder;

    private Path brain = Path.of("");
    private Path key = Path.of("");
    private Trust trust = Trust.ANYBODY;

    @BeforeEach
    void makePackageAndKeys() throws Exception {
        brain = Files.createDirectories(folder.resolve("zoo/brain"));
        Files.writeString(brain.resolve("model.yaml"), DESCRIPTION);
        KeyPair keys = keys();
        key = pem("key.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        trust = Trust.of(List.of(
                pem("other.pem", "PUBLIC KEY", keys().getPublic().getEncoded()),
                pem("own.pem", "PUBLIC KEY", keys.getPublic().getEncoded())));
    }

    @Test
    void aPackageThatATrustedKeyHasSignedIsRead() throws IOException {
        Trust.sign(brain, key);

        assertEquals(List.of(), faults());
        assertEquals(1, ModelZoo.read(folder.resolve("zoo"), trust).all().size());
    }

    @Test
    void withoutKeysAnyPackageIsRead() {
        assertEquals(
                List.of(), ModelZoo.read(folder.resolve("zoo"), Trust.ANYBODY).faults());
    }

    @Test
    void whatIsNotSignedIsRefused() {
        assertRefused("it is not signed, and only packages of trusted keys are loaded");
    }

    @Test
    void whatWasChangedOrRenamedOrSignedByOthersIsRefused() throws Exception {
        String reason = "its signature is of none of the trusted keys, or it was changed since";
        Trust.sign(brain, key);
        Files.writeString(brain.resolve("model.yaml"), DESCRIPTION.replace('1', '2'));
        assertRefused(reason);

        Files.writeString(brain.resolve("model.yaml"), DESCRIPTION);
        assertEquals(List.of(), faults());
        Files.move(brain, folder.resolve("zoo/knee"));
        assertTrue(faults().get(0).endsWith(reason), faults()::toString);
        Files.move(folder.resolve("zoo/knee"), brain);

        Trust.sign(brain, pem("stranger.pem", "PRIVATE KEY", keys().getPrivate().getEncoded()));
        assertRefused(reason);
        Files.writeString(brain.resolve(Trust.FILE), "no signature");
        assertRefused(reason);
    }

    @Test
    void aWatchTellsAPackageThatIsNotSigned() throws IOException {
        var changes = new ZooWatch<>(folder.resolve("zoo"), ModelPackage.class, trust).look();

        assertEquals(1, changes.size());
        assertTrue(changes.get(0).toString().contains("it is not signed"), changes::toString);
    }

    @Test
    void filesOfAnySizeAreRefusedUnread() throws IOException {
        try (RandomAccessFile hollow =
                new RandomAccessFile(brain.resolve("model.yaml").toFile(), "rw")) {
            hollow.setLength(1L << 40);
        }
        assertRefused("model.yaml has 1099511627776 bytes; at most 1048576 are read", "/");
    }

    @Test
    void whatIsNoKeyIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no key");
        String refusal = assertThrows(IllegalArgumentException.class, () -> Trust.of(List.of(text)))
                .getMessage();
        assertEquals(text + " is no public key of Ed25519 (PEM)", refusal);
        assertEquals(
                text + " is no private key of Ed25519 (PEM)",
                assertThrows(IOException.class, () -> Trust.sign(brain, text)).getMessage());
    }

    private List<String> faults() {
        return ModelZoo.read(folder.resolve("zoo"), trust).faults();
    }

    private void assertRefused(String reason) {
        assertRefused(reason, ": ");
    }

    private void assertRefused(String reason, String between) {
        assertEquals(List.of(brain + between + reason), faults());
    }

    private Path pem(String name, String what, byte[] der) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                        + "-----\n");
    }

    private static KeyPair keys() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
