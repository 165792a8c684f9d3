package org.larmor.core.phantom;

/**
 * How the simulated heart beats and what is told of it.
 *
 * @param heartRate mean, beats per minute
 * @param variability standard deviation of the RR interval over its mean, mostly with breathing; 0 for none
 * @param ectopic share of the beats that come too early and are followed by a pause, 0 to 0.5
 * @param heartbeats for how many beats a slice is measured retrospectively; 0 for as many as its lines need, and two
 * @param ecg whether there are ECG waveforms
 * @param triggers whether readouts tell the time since the last R wave
 */
public record CardiacSettings(
        CardiacMode mode,
        double heartRate,
        double variability,
        double ectopic,
        int heartbeats,
        boolean ecg,
        boolean triggers) {
    /** 75 beats per minute, all alike, triggered. */
    public static final CardiacSettings STEADY = new CardiacSettings(CardiacMode.PROSPECTIVE, 75, 0, 0, 0, true, true);

    public CardiacSettings {
        if (!(heartRate >= 10 && heartRate <= 400)) {
            throw new IllegalArgumentException("the heart rate is 10 to 400 beats per minute");
        }
        if (!(variability >= 0 && variability <= .3)) {
            throw new IllegalArgumentException("the heart rate's variability is 0 to 0.3");
        }
        if (!(ectopic >= 0 && ectopic <= .5)) {
            throw new IllegalArgumentException("the share of ectopic beats is 0 to 0.5");
        }
        if (heartbeats < 0 || heartbeats > 10_000) {
            throw new IllegalArgumentException("heartbeats are 0 to 10000");
        }
    }

    /** Mean RR interval, milliseconds. */
    double intervalMillis() {
        return 60_000 / heartRate;
    }

    /** Whether it is measured without regard to the heartbeat. */
    boolean isFreeRunning() {
        return mode != CardiacMode.PROSPECTIVE;
    }
}
