package org.larmor.core.phantom;

/** The Bessel function J1, by polynomials (Abramowitz and Stegun, 9.4.4 and 9.4.6; error below 1.2e-7). */
final class Bessel {
    private static final double[] SMALL = {
        0.5, -0.56249985, 0.21093573, -0.03954289, 0.00443319, -0.00031761, 0.00001109
    };
    private static final double[] AMPLITUDE = {
        0.79788456, 0.00000156, 0.01659667, 0.00017105, -0.00249511, 0.00113653, -0.00020033
    };
    private static final double[] ANGLE = {
        -2.35619449, 0.12499612, 0.00005650, -0.00637879, 0.00074348, 0.00079824, -0.00029166
    };

    private Bessel() {}

    /** J1(x) / x for x >= 0. */
    static double j1OverX(double x) {
        if (x <= 3) {
            return polynomial(SMALL, x * x / 9);
        }
        double t = 3 / x;
        return polynomial(AMPLITUDE, t) * Math.cos(x + polynomial(ANGLE, t)) / (x * Math.sqrt(x));
    }

    private static double polynomial(double[] coefficients, double t) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * t + coefficients[i];
        }
        return sum;
    }
}
