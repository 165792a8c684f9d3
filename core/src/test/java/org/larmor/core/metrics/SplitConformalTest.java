package org.larmor.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitConformalTest {
    private static final double SHARE = 0.9;

    @Test
    void holdsTheWantedShareOfExchangeableErrors() {
        assertEquals(SHARE, meanCoverageOfOthers(6, 40, 0), 0.012);
        assertTrue(meanCoverageOfOthers(6, 40, 0) >= SHARE - 0.002);
    }

    @Test
    void holdsItAlsoWhereSlicesDiffer() {
        double coverage = meanCoverageOfOthers(12, 200, 0.3);
        assertTrue(coverage >= SHARE - 0.005, "coverage " + coverage);
        assertTrue(coverage <= SHARE + 0.03, "coverage " + coverage);
    }

    /** Slices that are each held as a whole or not at all: the number of slices is what counts. */
    @Test
    void countsSlicesWhereTheyAreHeldAsAWhole() {
        List<double[]> slices = new ArrayList<>();
        for (int slice = 1; slice <= 19; slice++) {
            double[] alike = new double[50];
            Arrays.fill(alike, slice);
            slices.add(alike);
        }
        assertEquals(18, SplitConformal.factor(slices, SHARE), "ceil(20 * 0.9) = 18 of 19");
        assertEquals(19, SplitConformal.factor(slices, 0.95), "ceil(20 * 0.95) = 19 of 19");
    }

    @Test
    void deviationsThatAreKTimesLargerNeedAFactorKTimesSmaller() {
        List<double[]> slices = slices(new Random(3), 8, 300, 0.2);
        double factor = SplitConformal.factor(slices, SHARE);
        List<double[]> smaller = slices.stream()
                .map(s -> Arrays.stream(s).map(v -> v / 8).toArray())
                .toList();
        assertEquals(factor / 8, SplitConformal.factor(smaller, SHARE), 1e-12);
    }

    @Test
    void aLargerShareNeedsALargerFactor() {
        List<double[]> slices = slices(new Random(4), 8, 300, 0.2);
        double before = 0;
        for (double share : new double[] {0.5, 0.68, 0.8, 0.9, 0.95}) {
            double factor = SplitConformal.factor(slices, share);
            assertTrue(factor > before, "share " + share);
            assertTrue(SplitConformal.coverage(slices, factor) >= share, "share " + share);
            before = factor;
        }
    }

    @Test
    void aSliceOfManyPixelsWeighsNoMoreThanOneOfFew() {
        double[] few = {1, 2, 3, 4};
        double[] many = new double[4000];
        for (int i = 0; i < many.length; i++) {
            many[i] = few[i / 1000];
        }
        assertEquals(SplitConformal.coverage(List.of(few, few), 2.5), SplitConformal.coverage(List.of(few, many), 2.5));
    }

    @Test
    void refusesNothing() {
        assertThrows(IllegalArgumentException.class, () -> SplitConformal.factor(List.of(), SHARE));
        assertThrows(IllegalArgumentException.class, () -> SplitConformal.factor(List.of(new double[0]), SHARE));
    }

    private static double meanCoverageOfOthers(int slices, int pixels, double spread) {
        double sum = 0;
        int trials = 400;
        for (int seed = 0; seed < trials; seed++) {
            Random random = new Random(seed);
            double factor = SplitConformal.factor(slices(random, slices, pixels, spread), SHARE);
            sum += SplitConformal.coverage(slices(random, 20, pixels, spread), factor);
        }
        return sum / trials;
    }

    /** Sizes of normal errors whose deviation is each slice's own. */
    private static List<double[]> slices(Random random, int slices, int pixels, double spread) {
        List<double[]> scores = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            double own = Math.exp(spread * random.nextGaussian());
            scores.add(random.doubles(pixels)
                    .map(ignored -> Math.abs(own * random.nextGaussian()))
                    .sorted()
                    .toArray());
        }
        return scores;
    }
}
