package org.larmor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;

/**
 * Holds {@code docs/configuration.md} and {@code deploy/larmor.yaml} to the records of the configuration. After a change of those they
 * are written anew by {@code ./mvnw -pl services/app -am test -Dtest=ConfigDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dlarmor.config.update=true}.
 */
class ConfigDocumentTest {
    @Test
    void everyKeyIsDocumentedAsItIs() throws IOException {
        assertUpToDate("docs/configuration.md", ConfigDocument.markdown());
    }

    @Test
    void theFileToBeginWithHasEveryKeyWithItsDefault() throws IOException {
        assertUpToDate("deploy/larmor.yaml", ConfigDocument.yaml());
        assertEquals(ReconConfig.DEFAULT, ReconConfigFile.parse(ConfigDocument.yaml()));
    }

    @Test
    void somethingIsSaidOfEveryKey() {
        assertEquals(List.of(), ConfigDocument.uncommented());
    }

    private static void assertUpToDate(String name, String text) throws IOException {
        Path file = SourceTree.ROOT.resolve(name);
        if (Boolean.getBoolean("larmor.config.update")) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), name + " is not what the records say: see this test's comment");
    }
}
