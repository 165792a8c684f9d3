package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.Vectors;

class ConjugateGradientTest {
    private static final int SIZE = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheSolutionOfADenseSystem(long seed) {
        float[] factor = Vectors.gaussian(SIZE * SIZE, seed);
        float[] truth = Vectors.gaussian(SIZE, seed + 1000);
        SelfAdjoint h = (in, out) -> gram(factor, in, out);
        double lambda = 0.5;
        float[] b = new float[2 * SIZE];
        h.apply(truth, b);
        for (int i = 0; i < b.length; i++) {
            b[i] += (float) lambda * truth[i];
        }
        float[] x = new float[2 * SIZE];
        var outcome = solver(lambda, 200, 1e-6).solve(h, b, x);
        assertTrue(Vectors.relativeError(x, truth) < 1e-3, "seed " + seed + ": " + outcome);
    }

    @Test
    void startsWhereItIsTold() {
        float[] factor = Vectors.gaussian(SIZE * SIZE, 11);
        float[] truth = Vectors.gaussian(SIZE, 12);
        SelfAdjoint h = (in, out) -> gram(factor, in, out);
        float[] b = new float[2 * SIZE];
        h.apply(truth, b);
        float[] x = truth.clone();
        var outcome = solver(0, 50, 1e-5).solve(h, b, x);
        assertEquals(0, outcome.iterations());
        assertArrayEquals(truth, x);
    }

    @Test
    void reportsTheResidualThatIsLeft() {
        float[] b = Vectors.gaussian(SIZE, 13);
        float[] x = new float[2 * SIZE];
        var outcome = solver(0, 0, 0).solve((in, out) -> System.arraycopy(in, 0, out, 0, in.length), b, x);
        assertEquals(1, outcome.relativeResidual(), 1e-12);
        var solved = solver(0, 5, 0).solve((in, out) -> System.arraycopy(in, 0, out, 0, in.length), b, x);
        assertEquals(0, solved.relativeResidual(), 1e-6);
    }

    @Test
    void answersZeroWithZero() {
        float[] x = Vectors.gaussian(SIZE, 14);
        solver(0, 5, 0).solve((in, out) -> System.arraycopy(in, 0, out, 0, in.length), new float[2 * SIZE], x);
        assertArrayEquals(new float[2 * SIZE], x);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThrows(IllegalArgumentException.class, () -> new ConjugateGradient.Settings(-1, 5, 0));
        assertThrows(IllegalArgumentException.class, () -> new ConjugateGradient.Settings(0, -5, 0));
        assertThrows(IllegalArgumentException.class, () -> new ConjugateGradient.Settings(0, 5, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> solver(0, 5, 0)
                .solve((in, out) -> {}, new float[4], new float[4]));
    }

    private static ConjugateGradient solver(double lambda, int iterations, double tolerance) {
        return new ConjugateGradient(SIZE, new ConjugateGradient.Settings(lambda, iterations, tolerance));
    }

    /** out = B^H B in for a dense B. */
    private static void gram(float[] b, float[] in, float[] out) {
        float[] middle = new float[in.length];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                int at = 2 * (i * SIZE + j);
                middle[2 * i] += b[at] * in[2 * j] - b[at + 1] * in[2 * j + 1];
                middle[2 * i + 1] += b[at] * in[2 * j + 1] + b[at + 1] * in[2 * j];
            }
        }
        java.util.Arrays.fill(out, 0);
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                int at = 2 * (i * SIZE + j);
                out[2 * j] += b[at] * middle[2 * i] + b[at + 1] * middle[2 * i + 1];
                out[2 * j + 1] += b[at] * middle[2 * i + 1] - b[at + 1] * middle[2 * i];
            }
        }
    }
}
