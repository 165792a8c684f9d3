package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The posterior of pictures whose pixels are N(mean, width^2) in real and imaginary part each, given y = A x + n: its variance is C =
 * (2 A^H A / noise^2 + 1 / width^2)^-1 a part, its mean C (2 A^H y / noise^2 + mean / width^2). Complex numbers are 2 x 2 blocks.
 */
final class DensePosterior {
    /** Ancestral steps of finite size lose some variance: 7 % in as few as the tests can afford. */
    private static final double FINITE_STEPS = 0.1;

    private final int size;
    private final double[][] covariance;
    private final double[] mean;

    /**
     * @param normal A^H A, interleaved complex, column by column
     * @param noise standard deviation of the complex noise of a k-space sample
     * @param centre the prior's mean, real
     * @param adjoint A^H y, interleaved complex
     */
    DensePosterior(float[] normal, double noise, double width, double centre, float[] adjoint) {
        this.size = adjoint.length;
        double trust = 2 / (noise * noise);
        double[][] precision = new double[size][size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                precision[i][j] = trust * block(normal, i, j) + (i == j ? 1 / (width * width) : 0);
            }
            right[i] = trust * adjoint[i] + (i % 2 == 0 ? centre / (width * width) : 0);
        }
        this.covariance = inverse(precision);
        this.mean = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                mean[i] += covariance[i][j] * right[j];
            }
        }
    }

    /** The entry of the real matrix that does to (re, im) pairs what the complex one does to complex numbers. */
    private double block(float[] normal, int i, int j) {
        int at = 2 * (j / 2 * (size / 2) + i / 2);
        return i % 2 == j % 2 ? normal[at] : i % 2 == 0 ? -normal[at + 1] : normal[at + 1];
    }

    /** Gauss-Jordan elimination; the matrix is symmetric and positive definite, so it needs no pivots. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        for (int p = 0; p < n; p++) {
            double pivot = matrix[p][p];
            matrix[p][p] = 1;
            for (int j = 0; j < n; j++) {
                matrix[p][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = matrix[i][p];
                if (i != p) {
                    matrix[i][p] = 0;
                    for (int j = 0; j < n; j++) {
                        matrix[i][j] -= factor * matrix[p][j];
                    }
                }
            }
        }
        return matrix;
    }

    /** Fails unless these samples, one behind the other, can come from this posterior. */
    void holdsFor(String where, float[] draws) {
        int samples = draws.length / size;
        double[] centre = new double[size];
        for (int i = 0; i < draws.length; i++) {
            centre[i % size] += draws[i] / (double) samples;
        }
        double[][] found = new double[size][size];
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    found[i][j] += (draws[s * size + i] - centre[i]) * (draws[s * size + j] - centre[j]) / samples;
                }
            }
        }
        double total = 0;
        double seen = 0;
        double off = 0;
        double all = 0;
        double missed = 0;
        for (int i = 0; i < size; i++) {
            total += covariance[i][i];
            seen += found[i][i];
            missed += Math.pow(centre[i] - mean[i], 2);
            for (int j = 0; j < size; j++) {
                off += Math.pow(found[i][j] - covariance[i][j], 2);
                all += covariance[i][j] * covariance[i][j];
            }
        }
        double expected = Math.sqrt(total * total / all / samples);
        assertTrue(missed < 2 * total / samples, where + ": mean off by " + missed * samples / total + " variances");
        assertEquals(1, seen / total, FINITE_STEPS, where + ": total variance");
        assertTrue(
                Math.sqrt(off / all) < 1.3 * expected,
                where + ": covariance off by " + Math.sqrt(off / all) + ", by chance " + expected);
    }
}
