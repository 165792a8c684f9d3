package org.larmor.core.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Split-conformal scaling of intervals (Papadopoulos et al., ECML 2002; Lei et al., JASA 113:1094, 2018): the factor with which
 * intervals hold a wanted share of pixels that they were not made with. A score is an error over half its interval's width.
 *
 * <p>Slices are what is exchangeable, not pixels, so each slice has the same weight, and the correction for the finite sample,
 * {@code ceil((n + 1) share) / n}, counts not pixels but how many independent ones the spread between slices allows for:
 * {@code n = K p (1 - p) / s^2}, with the variance s^2 of the K slices' own shares (the design effect of a cluster sample,
 * Kish 1965). It is the number of slices where each slice is held as a whole or not at all, and the number of pixels where
 * slices do not matter.
 */
public final class SplitConformal {
    private SplitConformal() {}

    /**
     * The factor on the intervals.
     *
     * @param scores of each slice, rising
     * @param share wanted, within 0 to 1
     * @throws IllegalArgumentException if there is no slice or one without pixels
     */
    public static double factor(List<double[]> scores, double share) {
        if (scores.isEmpty() || scores.stream().anyMatch(slice -> slice.length == 0)) {
            throw new IllegalArgumentException("calibration needs at least one slice, and pixels in each");
        }
        double[] all = scores.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double plain = quantile(all, scores, share);
        double n = Math.floor(independent(scores, plain, share));
        return quantile(all, scores, Math.min(1, Math.ceil((n + 1) * share) / n));
    }

    /** Share of the pixels that intervals times the factor hold, each slice with the same weight. */
    public static double coverage(List<double[]> scores, double factor) {
        return scores.stream()
                .mapToDouble(slice -> share(slice, factor))
                .average()
                .orElse(Double.NaN);
    }

    private static double independent(List<double[]> scores, double factor, double share) {
        int slices = scores.size();
        double mean = coverage(scores, factor);
        double squares = scores.stream()
                .mapToDouble(slice -> Math.pow(share(slice, factor) - mean, 2))
                .sum();
        long pixels = scores.stream().mapToLong(slice -> slice.length).sum();
        double number = slices == 1 ? 1 : slices * share * (1 - share) / (squares / (slices - 1));
        return Math.clamp(number, slices, pixels);
    }

    /** The least score below or at which the wanted share lies. */
    private static double quantile(double[] all, List<double[]> scores, double share) {
        int low = 0;
        int high = all.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (coverage(scores, all[middle]) >= share - 1e-12) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return all[low];
    }

    private static double share(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / sorted.length;
    }
}
