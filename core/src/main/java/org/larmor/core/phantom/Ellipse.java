package org.larmor.core.phantom;

/**
 * An ellipse of even brightness. Its transform is {@code 2 pi a b J1(q) / q}, q = 2 pi |(a kx', b ky')|, shifted to its
 * centre (Van de Walle et al., IEEE TMI 19:1160, 2000).
 *
 * @param a half axis along its own x
 * @param b half axis along its own y
 * @param angle from x towards y, radians
 */
record Ellipse(double x, double y, double a, double b, double angle, double re, double im) implements Shape {
    @Override
    public Row along(int halfColumns) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Shift shift = new Shift(x, y, halfColumns);
        return (ky, last, row) -> {
            shift.row(ky);
            for (int j = 0; j <= last; j++) {
                double kx = (j - halfColumns) * Spectrum.STEP;
                double u = a * (kx * cos + ky * sin);
                double v = b * (ky * cos - kx * sin);
                double q = 2 * Math.PI * Math.sqrt(u * u + v * v);
                shift.write(row, j, 2 * Math.PI * a * b * Bessel.j1OverX(q));
            }
        };
    }
}
