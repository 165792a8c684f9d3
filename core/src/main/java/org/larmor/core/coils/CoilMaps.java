package org.larmor.core.coils;

import java.util.Arrays;

/**
 * Complex sensitivities of the receive coils over the picture, ordered coil, row, column, interleaved real, imaginary.
 *
 * <p>Where all coils are zero the picture is known to be empty: {@link #isSupported} is false there.
 */
public final class CoilMaps {
    private final int coils;
    private final int rows;
    private final int columns;
    private final float[] data;
    private final boolean[] support;

    /** @throws IllegalArgumentException if {@code data} is not {@code 2 * coils * rows * columns} long */
    public CoilMaps(int coils, int rows, int columns, float[] data) {
        long wanted = 2L * coils * rows * columns;
        if (coils < 1 || rows < 1 || columns < 1 || data.length != wanted) {
            throw new IllegalArgumentException("maps of " + coils + " coils of " + rows + " x " + columns + " need "
                    + wanted + " floats, not " + data.length);
        }
        this.coils = coils;
        this.rows = rows;
        this.columns = columns;
        this.data = data;
        this.support = supportOf(data, rows * columns);
    }

    /** A single coil that sees everything alike. */
    public static CoilMaps ones(int rows, int columns) {
        float[] data = new float[Math.toIntExact(2L * rows * columns)];
        for (int i = 0; i < data.length; i += 2) {
            data[i] = 1;
        }
        return new CoilMaps(1, rows, columns, data);
    }

    public int coils() {
        return coils;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The array itself, not a copy; it must not be changed. */
    public float[] data() {
        return data;
    }

    /** Whether any coil sees this pixel. */
    public boolean isSupported(int row, int column) {
        return support[row * columns + column];
    }

    /** Whether any coil sees a pixel, row by row; a copy. */
    public boolean[] support() {
        return Arrays.copyOf(support, support.length);
    }

    private static boolean[] supportOf(float[] data, int pixels) {
        boolean[] support = new boolean[pixels];
        for (int i = 0; i < data.length; i++) {
            if (data[i] != 0) {
                support[(i / 2) % pixels] = true;
            }
        }
        return support;
    }
}
