package org.larmor.display.hdf5;

/** Bob Jenkins' {@code lookup3} (hashlittle, initial value 0): the checksum of HDF5's metadata. */
final class Checksum {
    private static final int BLOCK = 12;

    private int a;
    private int b;
    private int c;

    private Checksum(int length) {
        a = 0xdeadbeef + length;
        b = a;
        c = a;
    }

    /** The checksum of the first {@code length} bytes. */
    static int of(byte[] data, int length) {
        Checksum sum = new Checksum(length);
        int at = 0;
        while (length - at > BLOCK) {
            sum.add(data, at, BLOCK);
            sum.mix();
            at += BLOCK;
        }
        if (length == at) {
            return sum.c;
        }
        sum.add(data, at, length - at);
        return sum.finish();
    }

    private void add(byte[] data, int at, int count) {
        a += word(data, at, count);
        b += word(data, at + 4, count - 4);
        c += word(data, at + 8, count - 8);
    }

    private static int word(byte[] data, int at, int count) {
        int word = 0;
        for (int i = 0; i < Math.min(4, count); i++) {
            word |= (data[at + i] & 0xff) << 8 * i;
        }
        return word;
    }

    private void mix() {
        a = (a - c) ^ Integer.rotateLeft(c, 4);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 6);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 8);
        b += a;
        a = (a - c) ^ Integer.rotateLeft(c, 16);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 19);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 4);
        b += a;
    }

    private int finish() {
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
        return c;
    }
}
