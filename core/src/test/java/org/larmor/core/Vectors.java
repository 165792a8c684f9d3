package org.larmor.core;

import java.util.Random;
import org.larmor.core.domain.SamplingMask;

/** Seeded random vectors and masks for tests, and sums in double precision. */
public final class Vectors {
    private Vectors() {}

    /** Interleaved complex values, each part of a standard normal distribution. */
    public static float[] gaussian(int complexValues, long seed) {
        Random random = new Random(seed);
        float[] values = new float[2 * complexValues];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** {@code <a, b>}, conjugate-linear in the first: real and imaginary part. */
    public static double[] inner(float[] a, float[] b) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < a.length; i += 2) {
            re += (double) a[i] * b[i] + (double) a[i + 1] * b[i + 1];
            im += (double) a[i] * b[i + 1] - (double) a[i + 1] * b[i];
        }
        return new double[] {re, im};
    }

    public static double norm(float[] a) {
        return Math.sqrt(inner(a, a)[0]);
    }

    /** |a - b| / |b|. */
    public static double relativeError(float[] a, float[] b) {
        double error = 0;
        for (int i = 0; i < a.length; i++) {
            error += (double) (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(error) / norm(b);
    }

    /** A mask in which each sample is measured with the given chance. */
    public static SamplingMask scattered(int rows, int columns, double chance, long seed) {
        Random random = new Random(seed);
        byte[] sampled = new byte[rows * columns];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (byte) (random.nextDouble() < chance ? 1 : 0);
        }
        return new SamplingMask(rows, columns, sampled);
    }

    /** A mask of whole lines, each measured with the given chance. */
    public static SamplingMask scatteredLines(int rows, int columns, double chance, long seed) {
        Random random = new Random(seed);
        boolean[] lines = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            lines[i] = random.nextDouble() < chance;
        }
        return SamplingMask.ofLines(lines, columns);
    }
}
