package org.larmor.load.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages bytes as transport, disks and mischief do: for the short form, which needs the same inputs every time. */
final class Mutations {
    private static final int MOST = 4;
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final List<byte[]> seeds;
    private final RandomGenerator random;

    Mutations(List<byte[]> seeds, RandomGenerator random) {
        this.seeds = seeds;
        this.random = random;
    }

    byte[] next() {
        byte[] bytes = seed().clone();
        for (int i = random.nextInt(1, MOST + 1); i > 0; i--) {
            bytes = bytes.length == 0 ? seed().clone() : once(bytes);
        }
        return bytes;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
            case 1 -> with(bytes, at, random.nextInt(256));
            case 2 -> extreme(bytes, at);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> without(bytes, at, random.nextInt(1, Math.min(16, bytes.length - at) + 1));
            default -> spliced(bytes, at);
        };
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    /** A number that is likely to be on an edge, little-endian, one to eight bytes wide. */
    private byte[] extreme(byte[] bytes, int at) {
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        byte[] left = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, at + count, left, at, left.length - at);
        return left;
    }

    /** What another seed has from a place of its own, put in here. */
    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = seed();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int count = Math.min(other.length - from, 64);
        byte[] both = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, both, at + count, bytes.length - at);
        System.arraycopy(other, from, both, at, count);
        return both;
    }
}
