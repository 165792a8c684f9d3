package org.larmor.core.phantom;

/**
 * The Fourier transform of a picture on a grid of half steps: row i, column j hold the spatial frequency {@code (i -
 * halfRows) / 2}, {@code (j - halfColumns) / 2} in cycles per field of view. Interleaved real, imaginary, row by row.
 */
final class Spectrum {
    static final double STEP = 0.5;

    private final int halfRows;
    private final int halfColumns;
    private final double[] data;

    Spectrum(int halfRows, int halfColumns) {
        this.halfRows = halfRows;
        this.halfColumns = halfColumns;
        this.data = new double[Math.toIntExact(2L * rows() * columns())];
    }

    /** A spectrum of its own with the same values. */
    Spectrum copy() {
        Spectrum copy = new Spectrum(halfRows, halfColumns);
        System.arraycopy(data, 0, copy.data, 0, data.length);
        return copy;
    }

    int rows() {
        return 2 * halfRows + 1;
    }

    int columns() {
        return 2 * halfColumns + 1;
    }

    int halfRows() {
        return halfRows;
    }

    int halfColumns() {
        return halfColumns;
    }

    double[] data() {
        return data;
    }

    /** Adds shapes. */
    void add(Iterable<Shape> shapes) {
        for (Shape shape : shapes) {
            add(shape);
        }
    }

    /** Shapes are real but for a constant factor, so the frequencies -k are had from k by conjugation. */
    void add(Shape shape) {
        Shape.Row row = shape.along(halfColumns);
        double[] half = new double[2 * columns()];
        for (int i = 0; i <= halfRows; i++) {
            int last = i < halfRows ? 2 * halfColumns : halfColumns;
            row.transform((i - halfRows) * STEP, last, half);
            for (int j = 0; j <= last; j++) {
                put(shape, i, j, half[2 * j], half[2 * j + 1]);
                if (i < halfRows || j < halfColumns) {
                    put(shape, 2 * halfRows - i, 2 * halfColumns - j, half[2 * j], -half[2 * j + 1]);
                }
            }
        }
    }

    private void put(Shape shape, int i, int j, double re, double im) {
        int at = 2 * (i * columns() + j);
        data[at] += shape.re() * re - shape.im() * im;
        data[at + 1] += shape.re() * im + shape.im() * re;
    }
}
