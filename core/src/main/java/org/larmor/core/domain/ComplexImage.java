package org.larmor.core.domain;

/** A complex picture, rows along phase encoding, columns along readout; interleaved real, imaginary, row by row. */
public final class ComplexImage {
    private final int rows;
    private final int columns;
    private final float[] data;

    /** @throws IllegalArgumentException if {@code data} is not {@code 2 * rows * columns} long */
    public ComplexImage(int rows, int columns, float[] data) {
        if (rows < 1 || columns < 1 || data.length != 2L * rows * columns) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " needs " + 2L * rows * columns + " floats, not " + data.length);
        }
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    public static ComplexImage zeros(int rows, int columns) {
        return new ComplexImage(rows, columns, new float[Math.toIntExact(2L * rows * columns)]);
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

    public RealImage magnitude() {
        float[] magnitude = new float[rows * columns];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = (float) Math.hypot(data[2 * i], data[2 * i + 1]);
        }
        return new RealImage(rows, columns, magnitude);
    }
}
