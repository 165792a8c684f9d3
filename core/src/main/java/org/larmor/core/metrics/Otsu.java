package org.larmor.core.metrics;

/** The threshold that parts values into two classes of least variance (Otsu, IEEE Trans. SMC 9:62, 1979). */
public final class Otsu {
    private static final int BINS = 256;

    private Otsu() {}

    /** The middle of one of 256 bins between the least and the largest value. @throws IllegalArgumentException if there is none */
    public static double threshold(float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values to part");
        }
        double least = values[0];
        double most = values[0];
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double width = (most - least) / BINS;
        double[] share = new double[BINS];
        for (float value : values) {
            share[width == 0 ? 0 : (int) Math.min(BINS - 1, (value - least) / width)] += 1.0 / values.length;
        }
        double mean = 0;
        for (int bin = 0; bin < BINS; bin++) {
            mean += share[bin] * bin;
        }
        double below = 0;
        double meanBelow = 0;
        double largest = -1;
        int best = 0;
        for (int bin = 0; bin < BINS; bin++) {
            below += share[bin];
            meanBelow += share[bin] * bin;
            double distance = mean * below - meanBelow;
            double between = distance * distance / Math.max(below * (1 - below), 1e-9);
            if (between > largest) {
                largest = between;
                best = bin;
            }
        }
        return least + (best + 0.5) * width;
    }
}
