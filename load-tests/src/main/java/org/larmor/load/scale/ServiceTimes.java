package org.larmor.load.scale;

import org.larmor.recon.flow.Step;

/**
 * What one worker takes for what it does, seconds, as measured.
 *
 * @param bytesPerSecond from the broker to assembled k-space
 * @param way of a readout to the service and of a picture back
 * @param zeroFilled a picture
 * @param sense maps and CG-SENSE
 * @param coarse the device's time for a coarse picture
 * @param refined the device's time for what follows it
 */
record ServiceTimes(double bytesPerSecond, double way, double zeroFilled, double sense, double coarse, double refined) {
    double of(Step step) {
        return switch (step) {
            case ZERO_FILLED -> zeroFilled;
            case SENSE -> sense;
            case WAVELET, TEMPORAL -> 2 * sense;
            case COARSE -> coarse;
            case REFINED -> refined;
        };
    }

    /** Those of a worker whose machine does everything so many times as fast. */
    ServiceTimes faster(double speed) {
        return new ServiceTimes(
                speed * bytesPerSecond, way, zeroFilled / speed, sense / speed, coarse / speed, refined / speed);
    }

    /** Turns into which the device divides a step: others come between two of them. */
    static int turns(Step step) {
        return switch (step) {
            case COARSE -> 4;
            case REFINED -> 40;
            case ZERO_FILLED, SENSE, WAVELET, TEMPORAL -> 1;
        };
    }
}
