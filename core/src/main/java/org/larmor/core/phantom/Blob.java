package org.larmor.core.phantom;

/**
 * A Gaussian bump. Its transform is {@code 2 pi sx sy exp(-2 pi^2 |(sx kx', sy ky')|^2)}, shifted to its centre.
 *
 * @param sx standard deviation along its own x
 * @param sy standard deviation along its own y
 * @param angle from x towards y, radians
 */
record Blob(double x, double y, double sx, double sy, double angle, double re, double im) implements Shape {
    private static final double NEGLIGIBLE = 40;

    @Override
    public Row along(int halfColumns) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Shift shift = new Shift(x, y, halfColumns);
        return (ky, last, row) -> {
            shift.row(ky);
            for (int j = 0; j <= last; j++) {
                double kx = (j - halfColumns) * Spectrum.STEP;
                double u = sx * (kx * cos + ky * sin);
                double v = sy * (ky * cos - kx * sin);
                double exponent = 2 * Math.PI * Math.PI * (u * u + v * v);
                shift.write(row, j, exponent > NEGLIGIBLE ? 0 : 2 * Math.PI * sx * sy * Math.exp(-exponent));
            }
        };
    }
}
