package org.larmor.load;

import java.util.Arrays;

/** The middle one of what was measured: the upper of two. */
public final class Median {
    private Median() {}

    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
