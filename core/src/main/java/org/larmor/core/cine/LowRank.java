package org.larmor.core.cine;

import org.larmor.core.numerics.HermitianEigen;

/**
 * Singular values of the matrix whose columns are the frames (Casorati matrix), by the eigenvalues of its small Gram matrix,
 * frames x frames.
 */
final class LowRank {
    private final int frames;
    private final double[] gram;
    private final double[] weights;

    LowRank(int frames) {
        this.frames = frames;
        this.gram = new double[2 * frames * frames];
        this.weights = new double[2 * frames * frames];
    }

    /**
     * Shrinks the singular values of {@code matrix} by the threshold, the proximal map of the nuclear norm (Cai, Candes and
     * Shen, SIAM J. Optim. 20:1956, 2010), and writes the result into {@code out}, another array.
     *
     * @return the nuclear norm of what was written
     */
    double shrink(float[][] matrix, double threshold, float[][] out) {
        fillGram(matrix);
        HermitianEigen eigen = HermitianEigen.of(frames, gram);
        java.util.Arrays.fill(weights, 0);
        double norm = 0;
        for (int i = 0; i < frames; i++) {
            double value = Math.sqrt(Math.max(0, eigen.value(i)));
            if (value > threshold) {
                norm += value - threshold;
                addProjection(eigen.vector(i), 1 - threshold / value);
            }
        }
        mix(matrix, out);
        return norm;
    }

    /** G = M^H M. */
    private void fillGram(float[][] m) {
        for (int a = 0; a < frames; a++) {
            for (int b = a; b < frames; b++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < m[a].length; i += 2) {
                    re += (double) m[a][i] * m[b][i] + (double) m[a][i + 1] * m[b][i + 1];
                    im += (double) m[a][i] * m[b][i + 1] - (double) m[a][i + 1] * m[b][i];
                }
                set(a, b, re, im);
                set(b, a, re, -im);
            }
        }
    }

    private void set(int row, int column, double re, double im) {
        gram[2 * (row * frames + column)] = re;
        gram[2 * (row * frames + column) + 1] = im;
    }

    /** Adds {@code weight v v^H}. */
    private void addProjection(double[] v, double weight) {
        for (int a = 0; a < frames; a++) {
            for (int b = 0; b < frames; b++) {
                int at = 2 * (a * frames + b);
                weights[at] += weight * (v[2 * a] * v[2 * b] + v[2 * a + 1] * v[2 * b + 1]);
                weights[at + 1] += weight * (v[2 * a + 1] * v[2 * b] - v[2 * a] * v[2 * b + 1]);
            }
        }
    }

    /** {@code out = M W}. */
    private void mix(float[][] m, float[][] out) {
        for (int b = 0; b < frames; b++) {
            java.util.Arrays.fill(out[b], 0);
            for (int a = 0; a < frames; a++) {
                float re = (float) weights[2 * (a * frames + b)];
                float im = (float) weights[2 * (a * frames + b) + 1];
                for (int i = 0; i < out[b].length; i += 2) {
                    out[b][i] += m[a][i] * re - m[a][i + 1] * im;
                    out[b][i + 1] += m[a][i] * im + m[a][i + 1] * re;
                }
            }
        }
    }
}
