package org.larmor.core.cine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** prox(M) minimises |X - M|^2 / 2 + lambda norm(X): nothing near it is better, and known cases come out exactly. */
class ProximalMapsTest {
    private static final int FRAMES = 6;
    private static final int LENGTH = 2 * 15;

    private interface Shrinkage {
        double apply(float[][] matrix, double threshold, float[][] out);
    }

    @Test
    void shrinksTheSingularValuesOfAKnownMatrix() {
        // two orthogonal pictures, each with a time course of its own, both courses orthogonal: singular values 5 and 2
        float[][] matrix = new float[FRAMES][LENGTH];
        matrix[1][4] = 3;
        matrix[1][11] = 4;
        matrix[3][4] = 2 * 0.8f;
        matrix[3][11] = -2 * 0.6f;
        float[][] out = new float[FRAMES][LENGTH];
        assertEquals(4 + 1, new LowRank(FRAMES).shrink(matrix, 1, out), 1e-5);
        assertEquals(3 * 4 / 5f, out[1][4], 1e-5);
        assertEquals(4 * 4 / 5f, out[1][11], 1e-5);
        assertEquals(0.8f, out[3][4], 1e-5);
        assertEquals(3, new LowRank(FRAMES).shrink(matrix, 2, out), 1e-5);
        assertEquals(0, out[3][4], 1e-5);
    }

    @Test
    void givesTheProximalPointOfTheNuclearNorm() {
        holds((matrix, threshold, out) -> new LowRank(FRAMES).shrink(matrix, threshold, out));
    }

    @Test
    void givesTheProximalPointOfTheSpectrumsNorm() {
        holds(ProximalMapsTest::spectral);
    }

    @Test
    void shrinksASteadyPixelByItsShareOfTheThreshold() {
        float[][] matrix = new float[FRAMES][2];
        for (float[] frame : matrix) {
            frame[0] = 3;
            frame[1] = -4;
        }
        float[][] out = new float[FRAMES][2];
        double peak = 5 * Math.sqrt(FRAMES);
        assertEquals(0.75 * peak, spectral(matrix, 0.25 * peak, out), 1e-5);
        for (float[] frame : out) {
            assertArrayEquals(new float[] {2.25f, -3}, frame, 1e-5f);
        }
    }

    private static double spectral(float[][] matrix, double threshold, float[][] out) {
        for (int t = 0; t < out.length; t++) {
            out[t] = matrix[t].clone();
        }
        return new TemporalSpectrum(out.length).shrink(out, threshold);
    }

    private static void holds(Shrinkage shrinkage) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            float[][] matrix = normal(random, 1);
            float[][] best = new float[FRAMES][LENGTH];
            double norm = shrinkage.apply(matrix, 0.8, best);
            double least = half(best, matrix) + 0.8 * norm;
            for (int trial = 0; trial < 20; trial++) {
                float[][] other = normal(random, trial % 2 == 0 ? 0.01 : 0.3);
                for (int t = 0; t < FRAMES; t++) {
                    for (int i = 0; i < LENGTH; i++) {
                        other[t][i] += best[t][i];
                    }
                }
                double size = shrinkage.apply(other, 0, new float[FRAMES][LENGTH]);
                assertTrue(half(other, matrix) + 0.8 * size >= least - 1e-5, "seed " + seed);
            }
        }
    }

    private static float[][] normal(Random random, double size) {
        float[][] values = new float[FRAMES][LENGTH];
        for (float[] frame : values) {
            for (int i = 0; i < LENGTH; i++) {
                frame[i] = (float) (size * random.nextGaussian());
            }
        }
        return values;
    }

    private static double half(float[][] a, float[][] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            for (int i = 0; i < a[t].length; i++) {
                sum += Math.pow(a[t][i] - b[t][i], 2) / 2;
            }
        }
        return sum;
    }
}
