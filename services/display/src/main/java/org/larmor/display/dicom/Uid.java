package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Unique identifiers: those of the standard that are used here, and our own, made of names, so that the same name gives the same one. */
final class Uid {
    static final String MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4";
    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    private static final byte[] NAMESPACE = HexFormat.of().parseHex("6f0c6c0c1f5b4c52a6a1d7f0b3f24c19");

    /** This implementation's. */
    static final String IMPLEMENTATION = of("implementation");

    private Uid() {}

    /** {@code 2.25.} and a UUID of version 5 (RFC 9562, 5.5) of the names, as an integer (PS3.5, B.2). */
    static String of(String... names) {
        byte[] hash = sha1(NAMESPACE, String.join("/", names).getBytes(UTF_8));
        ByteBuffer uuid = ByteBuffer.wrap(Arrays.copyOf(hash, 16));
        uuid.putShort(6, (short) (uuid.getShort(6) & 0x0fff | 0x5000));
        uuid.put(8, (byte) (uuid.get(8) & 0x3f | 0x80));
        return "2.25." + new BigInteger(1, uuid.array());
    }

    private static byte[] sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
