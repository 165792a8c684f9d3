package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.larmor.models.tensor.SharedRuntime;

class GaussianNoiseTest {
    @Test
    void isWhiteWithUnitVarianceInEachPart() {
        SharedRuntime.on(workspace -> {
            float[] values = new GaussianNoise(workspace, new long[] {1, 2, 3, 4}, 64, 64)
                    .draw(0)
                    .toFloats();
            double sum = 0;
            double squares = 0;
            double neighbours = 0;
            for (int i = 1; i < values.length; i++) {
                sum += values[i];
                squares += values[i] * values[i];
                neighbours += values[i] * values[i - 1];
            }
            double sd = 1 / Math.sqrt(values.length);
            assertEquals(0, sum / values.length, 5 * sd);
            assertEquals(1, squares / values.length, 5 * Math.sqrt(2) * sd);
            assertEquals(0, neighbours / values.length, 5 * sd);
        });
    }

    @Test
    void whatAnElementGetsDoesNotDependOnItsBatch() {
        SharedRuntime.on(workspace -> {
            float[] together = new GaussianNoise(workspace, new long[] {7, 8, 9}, 4, 5)
                    .draw(3)
                    .part(0, 1, 2)
                    .toFloats();
            float[] alone =
                    new GaussianNoise(workspace, new long[] {8}, 4, 5).draw(3).toFloats();
            assertArrayEquals(alone, together);
        });
    }

    @Test
    void seedsAndStepsAreUncorrelated() {
        SharedRuntime.on(workspace -> {
            long[] seeds = {GaussianNoise.seed(1, 0), GaussianNoise.seed(1, 1), GaussianNoise.seed(2, 0)};
            var noise = new GaussianNoise(workspace, seeds, 64, 64);
            float[] first = noise.draw(0).toFloats();
            float[] second = noise.draw(1).toFloats();
            int length = first.length / 3;
            double sd = 1 / Math.sqrt(length);
            assertEquals(0, correlation(first, 0, first, length, length), 5 * sd, "two samples");
            assertEquals(0, correlation(first, 0, first, 2 * length, length), 5 * sd, "two seeds");
            assertEquals(0, correlation(first, 0, second, 0, length), 5 * sd, "two steps");
        });
    }

    private static double correlation(float[] a, int fromA, float[] b, int fromB, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[fromA + i] * b[fromB + i];
        }
        return sum / length;
    }
}
