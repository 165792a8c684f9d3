package org.larmor.display.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of tokens by Argon2id (RFC 9106), written as {@code $argon2id$v=19$m=KIB,t=PASSES,p=LANES$SALT$HASH}; 19 MiB and two
 * passes, the least that OWASP advises.
 */
final class Argon2 {
    private static final int KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MOST_KIB = 256 << 10;
    private static final int MOST_PASSES = 16;
    private static final Pattern WRITTEN = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final int kib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2(int kib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.kib = kib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** @throws IllegalArgumentException if it is none, or would take more memory or time than a login may */
    static Argon2 parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it is no hash of argon2id");
        }
        int kib = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        if (lanes < 1 || kib < 8 * lanes || kib > MOST_KIB || passes < 1 || passes > MOST_PASSES) {
            throw new IllegalArgumentException("its hash asks for " + kib + " KiB, " + passes + " passes and " + lanes
                    + " lanes; at most " + MOST_KIB + " KiB and " + MOST_PASSES + " passes are made");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new Argon2(kib, passes, lanes, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
    }

    /** Of a secret, with a salt of its own. */
    static Argon2 of(String secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Argon2(KIB, PASSES, 1, salt, derive(secret, salt, HASH_BYTES, KIB, PASSES, 1));
    }

    boolean matches(String secret) {
        return MessageDigest.isEqual(hash, derive(secret, salt, hash.length, kib, passes, lanes));
    }

    private static byte[] derive(String secret, byte[] salt, int length, int kib, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(secret.getBytes(UTF_8), hash);
        return hash;
    }

    @Override
    public String toString() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + kib + ",t=" + passes + ",p=" + lanes + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }
}
