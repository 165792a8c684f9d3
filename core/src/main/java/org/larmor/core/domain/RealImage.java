package org.larmor.core.domain;

/** A real picture (a magnitude, a standard deviation), rows along phase encoding, columns along readout. */
public final class RealImage {
    private final int rows;
    private final int columns;
    private final float[] data;

    /** @throws IllegalArgumentException if {@code data} is not {@code rows * columns} long */
    public RealImage(int rows, int columns, float[] data) {
        if (rows < 1 || columns < 1 || data.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " needs " + (long) rows * columns + " floats, not " + data.length);
        }
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The array itself, not a copy. */
    public float[] data() {
        return data;
    }
}
