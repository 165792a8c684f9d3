package org.larmor.core.domain;

/** Which samples of a k-space grid were measured: one byte a sample (0 or 1), row by row. */
public final class SamplingMask {
    private final int rows;
    private final int columns;
    private final byte[] sampled;

    /** @throws IllegalArgumentException if {@code sampled} is not {@code rows * columns} long */
    public SamplingMask(int rows, int columns, byte[] sampled) {
        if (rows < 1 || columns < 1 || sampled.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "a mask of " + rows + " x " + columns + " needs that many bytes, not " + sampled.length);
        }
        this.rows = rows;
        this.columns = columns;
        this.sampled = sampled;
    }

    /** A mask of whole lines: row r is measured where {@code lines[r]}. */
    public static SamplingMask ofLines(boolean[] lines, int columns) {
        byte[] sampled = new byte[Math.multiplyExact(lines.length, columns)];
        for (int row = 0; row < lines.length; row++) {
            if (lines[row]) {
                java.util.Arrays.fill(sampled, row * columns, (row + 1) * columns, (byte) 1);
            }
        }
        return new SamplingMask(lines.length, columns, sampled);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public boolean isSampled(int row, int column) {
        return sampled[row * columns + column] != 0;
    }

    /** The array itself, not a copy. */
    public byte[] data() {
        return sampled;
    }

    /** Measured samples over all samples of the grid, 0 to 1. */
    public double share() {
        int count = 0;
        for (byte b : sampled) {
            count += b;
        }
        return (double) count / sampled.length;
    }
}
