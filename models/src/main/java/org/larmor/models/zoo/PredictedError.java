package org.larmor.models.zoo;

import org.larmor.core.domain.RealImage;

/** The error that a picture is expected to have as a whole, from the deviation of each of its pixels. */
public final class PredictedError {
    private PredictedError() {}

    /**
     * Expected {@code |picture - truth| / |truth|}: root of the sum of the squared deviations over that of the squared
     * magnitudes, times a ratio.
     *
     * @param rawDeviation of each pixel's magnitude, before calibration, units of {@code magnitude}
     * @param errorRatio mean measured error of held-out pictures over the mean predicted with a ratio of 1
     * @throws IllegalArgumentException if the two are not of one size
     */
    public static double nrmse(RealImage magnitude, RealImage rawDeviation, double errorRatio) {
        if (magnitude.rows() != rawDeviation.rows() || magnitude.columns() != rawDeviation.columns()) {
            throw new IllegalArgumentException("a picture of " + magnitude.rows() + " x " + magnitude.columns()
                    + " has no deviation of " + rawDeviation.rows() + " x " + rawDeviation.columns());
        }
        double norm = norm(magnitude);
        return norm > 0 ? errorRatio * norm(rawDeviation) / norm : 0;
    }

    private static double norm(RealImage image) {
        double sum = 0;
        for (float value : image.data()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
