package org.larmor.core.numerics;

/**
 * Solves (H + lambda I) x = b for a self-adjoint, positive semidefinite H by conjugate gradients (Hestenes and Stiefel,
 * 1952), from any start.
 *
 * <p>Sums run in double precision, vectors in single. Holds work space: serves one caller at a time.
 */
public final class ConjugateGradient {
    private final Settings settings;
    private final float[] residual;
    private final float[] direction;
    private final float[] image;

    /** @param size complex values of x */
    public ConjugateGradient(int size, Settings settings) {
        this.settings = settings;
        this.residual = new float[Math.multiplyExact(2, size)];
        this.direction = new float[residual.length];
        this.image = new float[residual.length];
    }

    /**
     * When to stop, and how much to regularise.
     *
     * @param lambda weight of the identity, 0 or more
     * @param iterations most applications of H after the start
     * @param tolerance stops when |residual| is at most this share of |b|
     */
    public record Settings(double lambda, int iterations, double tolerance) {
        public Settings {
            if (!(lambda >= 0) || iterations < 0 || !(tolerance >= 0)) {
                throw new IllegalArgumentException(
                        "conjugate gradients need lambda, iterations and tolerance of 0 or more," + " not " + lambda
                                + ", " + iterations + ", " + tolerance);
            }
        }
    }

    /** How a solve went: applications of H after the start, and the last |residual| / |b|. */
    public record Outcome(int iterations, double relativeResidual) {}

    /** Improves {@code x} in place: what it holds on entry is the start. */
    public Outcome solve(SelfAdjoint h, float[] b, float[] x) {
        if (b.length != residual.length || x.length != residual.length) {
            throw new IllegalArgumentException("a solver for vectors of " + residual.length / 2 + " values was given "
                    + b.length / 2 + " and " + x.length / 2);
        }
        double size = dot(b, b);
        if (size == 0) {
            java.util.Arrays.fill(x, 0);
            return new Outcome(0, 0);
        }
        start(h, b, x);
        double square = dot(residual, residual);
        double enough = settings.tolerance() * settings.tolerance() * size;
        int done = 0;
        while (done < settings.iterations() && square > enough) {
            square = step(h, x, square);
            done++;
        }
        return new Outcome(done, Math.sqrt(square / size));
    }

    private void start(SelfAdjoint h, float[] b, float[] x) {
        applyRegularised(h, x);
        for (int i = 0; i < b.length; i++) {
            residual[i] = b[i] - image[i];
            direction[i] = residual[i];
        }
    }

    private double step(SelfAdjoint h, float[] x, double square) {
        applyRegularised(h, direction);
        double curvature = dot(direction, image);
        if (!(curvature > 0)) {
            return 0;
        }
        float length = (float) (square / curvature);
        for (int i = 0; i < x.length; i++) {
            x[i] += length * direction[i];
            residual[i] -= length * image[i];
        }
        double next = dot(residual, residual);
        float turn = (float) (next / square);
        for (int i = 0; i < x.length; i++) {
            direction[i] = residual[i] + turn * direction[i];
        }
        return next;
    }

    private void applyRegularised(SelfAdjoint h, float[] in) {
        h.apply(in, image);
        float lambda = (float) settings.lambda();
        for (int i = 0; i < in.length; i++) {
            image[i] += lambda * in[i];
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
