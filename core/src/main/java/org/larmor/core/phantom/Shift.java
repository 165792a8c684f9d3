package org.larmor.core.phantom;

/** The factor exp(-2 pi i (kx x + ky y)) of a shape whose centre is x, y, along the columns of a {@link Spectrum}. */
final class Shift {
    private final double[] columns;
    private final double y;
    private double re;
    private double im;

    Shift(double x, double y, int halfColumns) {
        this.y = y;
        this.columns = phasors(x, halfColumns);
    }

    /** exp(-2 pi i k x) for all column frequencies. */
    static double[] phasors(double x, int halfColumns) {
        double[] phasors = new double[2 * (2 * halfColumns + 1)];
        for (int j = 0; j <= 2 * halfColumns; j++) {
            double angle = -2 * Math.PI * x * (j - halfColumns) * Spectrum.STEP;
            phasors[2 * j] = Math.cos(angle);
            phasors[2 * j + 1] = Math.sin(angle);
        }
        return phasors;
    }

    void row(double ky) {
        re = Math.cos(-2 * Math.PI * ky * y);
        im = Math.sin(-2 * Math.PI * ky * y);
    }

    /** Writes {@code value} times the factor of this row and column j. */
    void write(double[] row, int j, double value) {
        row[2 * j] = value * (columns[2 * j] * re - columns[2 * j + 1] * im);
        row[2 * j + 1] = value * (columns[2 * j] * im + columns[2 * j + 1] * re);
    }
}
