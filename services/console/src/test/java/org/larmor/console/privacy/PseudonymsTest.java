package org.larmor.console.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.console.ConsoleException;

class PseudonymsTest {
    @TempDir
    private Path folder;

    /** RFC 4231, test case 1, whose key is here made 32 bytes long by zeros, which HMAC adds anyway. */
    @Test
    void areTheFirstHalfOfTheHmac() throws IOException {
        Path key = key("0b".repeat(20) + "00".repeat(12), "rw-------");

        assertEquals("b0344c61d8db38535ca8afceaf0bf12b", Pseudonyms.keyed(key).of("Hi There"));
        assertEquals("", Pseudonyms.keyed(key).of(""));
    }

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
        Path key = folder.resolve("made.key");
        Pseudonyms.makeKey(key);
        String made = Files.readString(key);

        Pseudonyms.makeKey(key);

        assertEquals(made, Files.readString(key));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertNotEquals(Pseudonyms.keyed(key).of("1.2.3"), Pseudonyms.PASSING.of("1.2.3"));
    }

    @Test
    void aKeyThatOthersMayReadOrThatIsNoneIsRefused() throws IOException {
        assertRefused(key("0b".repeat(32), "rw-r--r--"), "others may read this key: chmod 600");
        assertRefused(key("0b".repeat(16), "rw-------"), "a key has 64 hexadecimal digits");
        assertRefused(key("no key", "rw-------"), "a key has 64 hexadecimal digits");
        assertRefused(folder.resolve("none"), "there is no key that can be read");
    }

    @Test
    void findsWhatNamesThePatientHoweverItIsWritten() {
        Identifiers jane = new Identifiers(List.of("DOE^Jane", "MRN-0047331", "1970-02-03", "Li", "7", ""));

        for (String text :
                List.of("t1 jane", "DOE, brain", "doe_jane", "47331", "mrn0047331", "b. 19700203", "1970/02/03 x")) {
            assertTrue(jane.isIn(text), text);
            assertEquals("", jane.clean(text));
        }
        for (String text : List.of("t1 axial", "7", "2", "listen", "", "473310")) {
            assertFalse(jane.isIn(text), text);
            assertEquals(text, jane.clean(text));
        }
    }

    private Path key(String text, String permissions) throws IOException {
        Path key = Files.writeString(folder.resolve("key-" + text.hashCode() + permissions), text);
        return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
    }

    private static void assertRefused(Path key, String reason) {
        ConsoleException e = assertThrows(ConsoleException.class, () -> Pseudonyms.keyed(key));
        assertEquals(key + ": " + reason, e.getMessage());
    }
}
