package org.larmor.core.phantom;

/** The Fourier series, of period two fields of view, of what a loop beside the body receives. */
final class Sensitivity {
    private static final double DISTANCE = .58;
    private static final double SOFT = .26;

    private Sensitivity() {}

    /** Coefficients up to {@code order}, from {@code grid} x {@code grid} values over the period. */
    static double[] coefficients(double angle, boolean even, int grid, int order) {
        int terms = 2 * order + 1;
        double[] series = new double[2 * terms * terms];
        double[] value = new double[2];
        for (int gy = 0; gy < grid; gy++) {
            double y = 2.0 * (gy - grid / 2) / grid;
            for (int gx = 0; gx < grid; gx++) {
                double x = 2.0 * (gx - grid / 2) / grid;
                receive(x, y, angle, even, value);
                for (int n = 0; n < terms * terms; n++) {
                    double turn = -Math.PI * ((n / terms - order) * y + (n % terms - order) * x);
                    double cos = Math.cos(turn) / (grid * grid);
                    double sin = Math.sin(turn) / (grid * grid);
                    series[2 * n] += value[0] * cos - value[1] * sin;
                    series[2 * n + 1] += value[0] * sin + value[1] * cos;
                }
            }
        }
        return series;
    }

    /** The field Bx - i By of a dipole that looks to the middle, times the common phase and the taper. */
    private static void receive(double x, double y, double angle, boolean even, double[] value) {
        double nx = -Math.cos(angle);
        double ny = -Math.sin(angle);
        double dx = x + DISTANCE * nx;
        double dy = y + DISTANCE * ny;
        double square = dx * dx + dy * dy + SOFT * SOFT;
        double along = (nx * dx + ny * dy) / square;
        double fall = taper(x) * taper(y) / (square * Math.sqrt(square));
        double bx = even ? taper(x) * taper(y) : fall * (3 * along * dx - nx);
        double by = even ? 0 : fall * (3 * along * dy - ny);
        double phase = .9 * x - .6 * y + 2.2 * x * y + 1.6 * (x * x - .5 * y * y);
        value[0] = bx * Math.cos(phase) + by * Math.sin(phase);
        value[1] = bx * Math.sin(phase) - by * Math.cos(phase);
    }

    private static double taper(double x) {
        double beyond = Math.abs(x) - .5;
        return beyond <= 0 ? 1 : .5 * (1 + Math.cos(2 * Math.PI * Math.min(.5, beyond)));
    }
}
