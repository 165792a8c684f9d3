package org.larmor.display.hdf5;

import java.io.ByteArrayOutputStream;

/** Bytes that grow, little-endian. */
final class Little {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The lowest {@code size} bytes of a number. */
    Little put(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >>> 8 * i));
        }
        return this;
    }

    Little put(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    Little put(Little more) {
        return put(more.toArray());
    }

    /** Zeros up to the next multiple of {@code step}. */
    Little align(int step) {
        return put(new byte[Math.floorMod(-bytes.size(), step)]);
    }

    int size() {
        return bytes.size();
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
