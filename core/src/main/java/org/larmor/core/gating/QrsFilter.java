package org.larmor.core.gating;

/**
 * Brings out QRS complexes of one ECG channel, sample by sample: a band-pass of about 5 to 20 Hz, which takes away the baseline's
 * drift and most of P and T waves and muscle noise, and the square of its slope (Pan and Tompkins, IEEE Trans. Biomed. Eng.
 * 32:230, 1985). All filters are symmetric, so the delay is one known number of samples.
 */
final class QrsFilter {
    private static final double SMOOTH_MILLIS = 20;
    private static final double BASELINE_MILLIS = 180;

    private final MovingAverage smooth;
    private final MovingAverage smoother;
    private final MovingAverage baseline;
    private double offset = Double.NaN;
    private double before;
    private double last;
    private double squaredSlope;

    QrsFilter(double sampleMillis) {
        this.smooth = new MovingAverage(SMOOTH_MILLIS / sampleMillis);
        this.smoother = new MovingAverage(SMOOTH_MILLIS / sampleMillis);
        this.baseline = new MovingAverage(BASELINE_MILLIS / sampleMillis);
    }

    /** Samples by which {@link #value} and {@link #squaredSlope} are late. */
    int delay() {
        return smooth.delay() + smoother.delay() + baseline.delay() + 1;
    }

    /** Heights are taken from the first sample's, so that a constant offset is no step. */
    void push(double sample) {
        offset = Double.isNaN(offset) ? sample : offset;
        double slow = baseline.push(smoother.push(smooth.push(sample - offset)));
        double passed = baseline.centre() - slow;
        double slope = passed - before;
        squaredSlope = slope * slope;
        before = last;
        last = passed;
    }

    /** The band-passed signal. */
    double value() {
        return before;
    }

    double squaredSlope() {
        return squaredSlope;
    }
}
