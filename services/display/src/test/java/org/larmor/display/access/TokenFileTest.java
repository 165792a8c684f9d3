package org.larmor.display.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.display.access.Account.Role;

class TokenFileTest {
    @TempDir
    private Path folder;

    @Test
    void aTokenOpensForWhomItWasMadeAndIsNowhereInTheFile() throws IOException {
        Path file = folder.resolve("tokens");
        TokenFile tokens = new TokenFile(file);
        String anna = tokens.add("anna", Role.VIEWER);
        String ben = tokens.add("ben", Role.OPERATOR);

        assertEquals(Optional.of(new Account("anna", Role.VIEWER)), tokens.check(anna));
        assertEquals(Optional.of(new Account("ben", Role.OPERATOR)), tokens.check(ben));
        for (String wrong : new String[] {
            "anna." + ben.substring(4),
            anna + "x",
            "carl." + anna.substring(5),
            "anna",
            "anna.",
            ".",
            "",
            "x".repeat(9999)
        }) {
            assertEquals(Optional.empty(), tokens.check(wrong), wrong);
        }
        String written = Files.readString(file);
        assertFalse(written.contains(anna.substring(5)), written);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void whoIsStruckOutDoesNotComeInAndANameIsGivenOnce() throws IOException {
        Path file = folder.resolve("tokens");
        TokenFile tokens = new TokenFile(file);
        String anna = tokens.add("anna", Role.VIEWER);
        assertThrows(IOException.class, () -> tokens.add("anna", Role.VIEWER));

        Files.writeString(file, "# nobody\n");

        assertEquals(Optional.empty(), tokens.check(anna));
    }

    /** A test vector of the reference implementation: version 19, argon2id, 64 MiB, two passes, one lane. */
    @Test
    void agreesWithTheReferenceImplementation() {
        assertTrue(
                Argon2.parse("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
                        .matches("password"));
        Argon2 own = Argon2.of("secret", new SecureRandom());
        assertTrue(Argon2.parse(own.toString()).matches("secret"));
        assertFalse(Argon2.parse(own.toString()).matches("Secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna:viewer",
                "an/na:viewer:$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "anna:king:$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "anna:viewer:$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "anna:viewer:$argon2id$v=19$m=19456,t=999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "anna:viewer:$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36",
            })
    void aLineThatIsNoneIsRefusedByItsNumber(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "# staff\n" + line + "\n");

        IOException e = assertThrows(IOException.class, () -> new TokenFile(file).check("anna.x"));

        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ", line 2: "), e.getMessage());
    }

    @Test
    void whoGuessesWaitsLongerEachTimeAndOthersDoNot() {
        LoginThrottle throttle = new LoginThrottle();
        long now = 0;
        for (int wrong = 1; wrong < LoginThrottle.FREE; wrong++) {
            throttle.wrong("guesser", now);
            assertEquals(0, throttle.waitMillis("guesser", now));
        }
        long before = 0;
        for (int more = 0; more < 30; more++) {
            throttle.wrong("guesser", now);
            long wait = throttle.waitMillis("guesser", now);
            assertTrue(wait > before || wait == 300_000, wait + " after " + before);
            before = wait;
            now += wait;
        }
        assertEquals(0, throttle.waitMillis("guesser", now));
        assertEquals(0, throttle.waitMillis("other", now));
        throttle.right("guesser");
        throttle.wrong("guesser", now);
        assertEquals(0, throttle.waitMillis("guesser", now));
    }

    @Test
    void aSessionIsKnownUntilItsTimeIsOverAndTheOldestGivesWay() {
        Sessions<String> sessions = new Sessions<>(2, 100);
        String a = sessions.open("a", 0);
        String b = sessions.open("b", 10);
        assertEquals(Optional.of("a"), sessions.find(a, 99));
        assertEquals(Optional.empty(), sessions.find(a, 100));
        assertEquals(60, sessions.remainingMillis(b, 50));
        String c = sessions.open("c", 20);
        assertEquals(Optional.empty(), sessions.find(a, 30));
        assertEquals(Optional.of("b"), sessions.take(b, 30));
        assertEquals(Optional.empty(), sessions.take(b, 30));
        assertEquals(Optional.of("c"), sessions.find(c, 30));
    }

    @Test
    void aPageForOtherMachinesNeedsTlsAndALogin() {
        PageAccess.Tls tls = new PageAccess.Tls(Path.of("c"), Path.of("k"));
        Path tokens = Path.of("t");
        assertEquals(null, PageAccess.LOCAL.objection("127.0.0.1"));
        assertEquals(null, PageAccess.LOCAL.objection("localhost"));
        assertTrue(objection(null, null).contains("without TLS and a login"));
        assertTrue(objection(tls, null).contains("without a login"));
        assertTrue(objection(null, tokens).contains("without TLS:"));
        assertEquals("null", objection(tls, tokens));
        assertEquals(null, new PageAccess(null, null, null, null, true).objection("0.0.0.0"));
    }

    private static String objection(PageAccess.@Nullable Tls tls, @Nullable Path tokens) {
        return String.valueOf(new PageAccess(tls, tokens, null, null, false).objection("0.0.0.0"));
    }
}
