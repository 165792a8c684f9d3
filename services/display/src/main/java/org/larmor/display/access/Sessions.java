package org.larmor.display.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values that a browser may claim with a secret for a while: its login, or the state of one that has begun. Kept under the
 * secret's digest, so what is here opens nothing. Bounded: the oldest goes first. Not thread-safe.
 *
 * @param <V> what a secret stands for
 */
public final class Sessions<V> {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held<V>> held;
    private final long lifeMillis;

    private record Held<V>(V value, long until) {}

    /**
     * @param most that are held
     * @param lifeMillis how long each is held
     */
    public Sessions(int most, long lifeMillis) {
        this.lifeMillis = lifeMillis;
        this.held = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Held<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** A new secret, 43 characters that may stand in a cookie or an address. */
    public String open(V value, long now) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        hold(secret, value, now + lifeMillis);
        return secret;
    }

    /** Holds a value under a secret that others have made. */
    public void hold(String secret, V value, long until) {
        held.put(digest(secret), new Held<>(value, until));
    }

    /** What this secret stands for, if it does and its time is not over. */
    public Optional<V> find(String secret, long now) {
        return living(secret, now).map(Held::value);
    }

    /** How long a secret will still be known, milliseconds; 0 where it is not. */
    public long remainingMillis(String secret, long now) {
        return living(secret, now).map(each -> each.until - now).orElse(0L);
    }

    private Optional<Held<V>> living(String secret, long now) {
        return secret.length() > LONGEST_SECRET
                ? Optional.empty()
                : Optional.ofNullable(held.get(digest(secret))).filter(each -> each.until > now);
    }

    /** The same, and the secret is known no more. */
    public Optional<V> take(String secret, long now) {
        Optional<V> found = find(secret, now);
        held.remove(digest(secret));
        return found;
    }

    /** Forgets all. */
    public void clear() {
        held.clear();
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
