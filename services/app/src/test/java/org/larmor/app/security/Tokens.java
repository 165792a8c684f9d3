package org.larmor.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** An issuer of bearer tokens: a key, its public half as a set of JSON web keys, and tokens signed with it. */
final class Tokens {
    private static final String ISSUER = "https://issuer.test";
    private static final String AUDIENCE = "larmor-kafka";
    private static final String MODULE = "org.apache.kafka.common.security.oauthbearer.";

    private final KeyPair keys;
    private final Path keySet;

    private Tokens(KeyPair keys, Path keySet) {
        this.keys = keys;
        this.keySet = keySet;
    }

    static Tokens in(Path folder) {
        KeyPair keys = keys();
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        String set =
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
        try {
            return new Tokens(keys, Files.writeString(folder.resolve("jwks.json"), set));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> brokerSettings() {
        String keys = keySet.toUri().toString();
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", keys);
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.files", keySet.toString());
        String listener = "listener.name.clients.oauthbearer.";
        return Map.of(
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512,OAUTHBEARER",
                listener + "sasl.jaas.config",
                MODULE + "OAuthBearerLoginModule required;",
                listener + "sasl.server.callback.handler.class",
                MODULE + "OAuthBearerValidatorCallbackHandler",
                listener + "sasl.oauthbearer.jwks.endpoint.url",
                keys,
                listener + "sasl.oauthbearer.expected.audience",
                AUDIENCE,
                listener + "sasl.oauthbearer.expected.issuer",
                ISSUER);
    }

    String of(String user) {
        return of(user, keys.getPrivate());
    }

    /** A token that nobody trusts. */
    String forged(String user) {
        return of(user, keys().getPrivate());
    }

    private static String of(String user, PrivateKey key) {
        long now = Instant.now().getEpochSecond();
        String head = text("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
        String body = text("{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                .formatted(user, ISSUER, AUDIENCE, now, now + 600));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((head + "." + body).getBytes(UTF_8));
            return head + "." + body + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }
}
