package org.larmor.models.zoo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Whose model packages are loaded. A package is code; where keys are trusted, only those are whose description one of them has
 * signed (Ed25519), and with it the digests of the networks, before any of it is read. The signature is {@value #FILE} beside the
 * description, over the package's name and the description's bytes: what is calibrated anew is signed anew.
 */
public final class Trust {
    /** System property with the PEM files of the trusted keys, divided as a class path is. */
    public static final String KEYS = "larmor.trustedKeys";

    /** The same as an environment variable. */
    public static final String VARIABLE = "LARMOR_TRUSTED_KEYS";

    /** Any package is loaded that is whole. */
    public static final Trust ANYBODY = new Trust(List.of());

    static final String FILE = "model.yaml.sig";
    private static final String ALGORITHM = "Ed25519";
    private static final int LONGEST = 4096;

    private final List<PublicKey> keys;

    private Trust(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * These keys.
     *
     * @param files PEM files of public keys, as {@code openssl pkey -pubout} writes them; none for {@link #ANYBODY}
     * @throws IllegalArgumentException if one is none, in one line
     */
    public static Trust of(List<Path> files) {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(new X509EncodedKeySpec(pem(file, "PUBLIC KEY"))));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException(file + " is no public key of Ed25519 (PEM)", e);
            }
        }
        return new Trust(List.copyOf(keys));
    }

    /** The keys that {@link #KEYS} or {@link #VARIABLE} name, or anybody. */
    public static Trust standard() {
        String named = System.getProperty(KEYS, Objects.requireNonNullElse(System.getenv(VARIABLE), ""));
        return of(Arrays.stream(named.split(File.pathSeparator))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList());
    }

    /** @throws IOException if the package is of nobody who is trusted, in one line */
    void check(Path folder, byte[] description) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw new IOException(folder + ": it is not signed, and only packages of trusted keys are loaded");
        }
        byte[] message = message(folder, description);
        for (PublicKey key : keys) {
            if (isSignedBy(key, message, Files.readString(file))) {
                return;
            }
        }
        throw new IOException(folder + ": its signature is of none of the trusted keys, or it was changed since");
    }

    private static boolean isSignedBy(PublicKey key, byte[] message, String signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(Base64.getDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Signs a package.
     *
     * @param key PEM file of a private key, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IOException if it cannot be read or written, in one line
     */
    public static void sign(Path folder, Path key) throws IOException {
        byte[] description = Files.readAllBytes(folder.resolve(PackageReader.DESCRIPTION));
        try {
            PrivateKey own =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(key, "PRIVATE KEY")));
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(own);
            signing.update(message(folder, description));
            Path whole = Files.createTempFile(folder, ".signature", "");
            Files.writeString(whole, Base64.getEncoder().encodeToString(signing.sign()) + "\n");
            Files.move(
                    whole, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(key + " is no private key of Ed25519 (PEM)", e);
        }
    }

    private static byte[] message(Path folder, byte[] description) {
        byte[] head = ("larmor model package\n" + folder.getFileName() + "\n").getBytes(UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + description.length);
        System.arraycopy(description, 0, message, head.length, description.length);
        return message;
    }

    private static byte[] pem(Path file, String what) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IllegalArgumentException("too long");
        }
        String text = Files.readString(file, US_ASCII);
        int from = text.indexOf("-----BEGIN " + what + "-----");
        int to = text.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + what);
        }
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n', from), to));
    }
}
