package org.larmor.console.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.larmor.console.ConsoleException;

/**
 * Other names for studies and series: the first half of HMAC-SHA-256 of their identifiers. Who has the key can tell which study is
 * which, nobody else can, not even by trying all identifiers that there may be.
 */
public final class Pseudonyms {
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 16;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Of a key that is forgotten with this process: what it names cannot be found again, and fits together only meanwhile. */
    public static final Pseudonyms PASSING = new Pseudonyms(random());

    private final byte[] key;

    private Pseudonyms(byte[] key) {
        this.key = key;
    }

    private static byte[] random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /**
     * Of the key in a file: 64 hexadecimal digits that only the owner may read.
     *
     * @throws ConsoleException if there is none, or others may read it
     */
    public static Pseudonyms keyed(Path file) {
        try {
            if (isOpen(file)) {
                throw new ConsoleException(file + ": others may read this key: chmod 600");
            }
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length != KEY_BYTES) {
                throw new ConsoleException(file + ": a key has " + 2 * KEY_BYTES + " hexadecimal digits");
            }
            return new Pseudonyms(key);
        } catch (IOException e) {
            throw new ConsoleException(file + ": there is no key that can be read", e);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(file + ": a key has " + 2 * KEY_BYTES + " hexadecimal digits", e);
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(OWNER_ONLY);
        others.remove(PosixFilePermission.OWNER_EXECUTE);
        return !others.isEmpty();
    }

    /**
     * Makes a key that only the owner may read; one that is there stays.
     *
     * @throws ConsoleException if it cannot be written
     */
    public static void makeKey(Path file) {
        try {
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            var attributes = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            if (posix) {
                Files.createFile(file, attributes);
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, HexFormat.of().formatHex(random()) + "\n", StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            // The key that is there is the one to go on with: another would tear studies apart.
        } catch (IOException e) {
            throw new ConsoleException(file + ": a key cannot be written there: " + e.getMessage(), e);
        }
    }

    /** Another name for an identifier, 32 hexadecimal digits; empty for an empty one. */
    public String of(String identifier) {
        if (identifier.isEmpty()) {
            return "";
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(identifier.getBytes(UTF_8)), 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
