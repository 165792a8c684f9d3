package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;

class SampleStatisticsTest {
    @Test
    void takesMeanAndDeviationOfTheMagnitudesAndThePhaseOfTheComplexMean() {
        var statistics = new SampleStatistics(1, 2);
        statistics.add(new ComplexImage(1, 2, new float[] {3, 4, 1, 0}));
        statistics.add(new ComplexImage(1, 2, new float[] {0, 7, 1, 0}));
        statistics.add(new ComplexImage(1, 2, new float[] {9, 0, 1, 0}));
        assertArrayEquals(
                new float[] {4, 11 / 3f, 1, 0}, statistics.complexMean().data(), 1e-6f);
        float stretch = (float) (7 / Math.hypot(4, 11 / 3.0));
        float[] mean = {4 * stretch, 11 / 3f * stretch, 1, 0};
        assertArrayEquals(mean, statistics.mean().data(), 1e-5f);
        RealImage deviation = statistics.standardDeviation(null);
        assertNotNull(deviation);
        assertArrayEquals(new float[] {2, 0}, deviation.data(), 1e-6f);
    }

    @Test
    void whatTheNetworkExpectsAddsInSquares() {
        var statistics = new SampleStatistics(1, 1);
        statistics.add(new ComplexImage(1, 1, new float[] {3, 4}));
        var expected = new RealImage(1, 1, new float[] {2});
        RealImage alone = statistics.standardDeviation(expected);
        statistics.add(new ComplexImage(1, 1, new float[] {7, 0}));
        RealImage both = statistics.standardDeviation(expected);
        assertNotNull(alone);
        assertNotNull(both);
        assertArrayEquals(new float[] {2}, alone.data(), 1e-6f);
        assertArrayEquals(new float[] {(float) Math.sqrt(2 + 4)}, both.data(), 1e-6f);
    }

    @Test
    void oneSampleAloneHasNoDeviation() {
        var statistics = new SampleStatistics(1, 1);
        statistics.add(new ComplexImage(1, 1, new float[] {3, 4}));
        assertNull(statistics.standardDeviation(null));
    }
}
