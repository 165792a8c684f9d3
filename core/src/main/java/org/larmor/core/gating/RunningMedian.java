package org.larmor.core.gating;

import java.util.Arrays;

/** The median of the latest values. */
final class RunningMedian {
    private final double[] values;
    private long count;

    RunningMedian(int length) {
        this.values = new double[length];
    }

    void add(double value) {
        values[(int) (count++ % values.length)] = value;
    }

    /** How many values it is the median of. */
    int size() {
        return (int) Math.min(count, values.length);
    }

    /** 0 where there is none; the lower one of two in the middle. */
    double median() {
        double[] sorted = Arrays.copyOf(values, size());
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }
}
