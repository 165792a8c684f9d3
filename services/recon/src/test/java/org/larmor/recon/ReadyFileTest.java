package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {
    @Test
    void isThereAsLongAsTheServiceIsReady(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("ready"), "left by a service that died");
        ReadyFile file = new ReadyFile(path.toString());
        assertFalse(Files.exists(path));
        file.write("instance w1");
        assertEquals("instance w1\n", Files.readString(path));
        file.withdraw();
        assertFalse(Files.exists(path));
        file.write("instance w1, which was told to end meanwhile");
        assertEquals(0, folder.toFile().list().length);
    }
}
