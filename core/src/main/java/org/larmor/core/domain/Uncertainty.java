package org.larmor.core.domain;

/**
 * How far a picture may be from the truth.
 *
 * @param standardDeviation of a pixel's error, calibrated on held-out scans: +- 1.645 of it hold nine tenths of the pixels;
 *     units of the magnitude
 * @param raw the same as the method itself states it, before calibration
 * @param predictedNrmse expected ||picture - truth|| / ||truth||, 0 or more
 */
public record Uncertainty(RealImage standardDeviation, RealImage raw, double predictedNrmse) {
    public Uncertainty {
        boolean fits = standardDeviation.rows() == raw.rows() && standardDeviation.columns() == raw.columns();
        if (!fits || !(predictedNrmse >= 0)) {
            throw new IllegalArgumentException(
                    "an uncertainty needs two maps of one size and a predicted NRMSE from 0, not " + predictedNrmse);
        }
    }
}
