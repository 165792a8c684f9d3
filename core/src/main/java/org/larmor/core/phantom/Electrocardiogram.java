package org.larmor.core.phantom;

import java.util.Random;
import org.larmor.core.domain.Waveform;
import org.larmor.core.phantom.HeartRhythm.Beat;

/**
 * The simulated ECG of one lead, microvolts: P wave, QRS complex and T wave of each beat as bumps, the drift of breathing, and
 * noise. Ectopic beats have a wide complex, no P wave and an inverted T wave.
 */
public final class Electrocardiogram {
    /** MRD waveform id. */
    private static final int ECG = 0;

    static final double SAMPLE_MILLIS = 2.5;

    private static final double DRIFT_MICROVOLTS = 120;
    private static final double DRIFT_MILLIS = 3900;
    private static final double SPREAD = 6;

    /** Middle and width in milliseconds about the R wave, height in microvolts. */
    private static final double[][] QRS = {{0, 9, 1100}, {20, 8, -260}, {-18, 6, -130}};

    private static final double[] P_WAVE = {-160, 22, 140};
    private static final double[] T_WAVE = {270, 45, 320};
    private static final double[][] ECTOPIC = {{0, 24, 1250}, {60, 26, -500}, {290, 55, -380}};

    private final HeartRhythm rhythm;
    private final double noise;
    private final Random random;

    /** @param noise standard deviation, microvolts */
    public Electrocardiogram(HeartRhythm rhythm, double noise, long seed) {
        this.rhythm = rhythm;
        this.noise = noise;
        this.random = new Random(seed);
    }

    /**
     * The next piece of the signal.
     *
     * @param startStamp clock tick of the first sample
     * @param start the same moment in milliseconds of the rhythm
     */
    public Waveform piece(long startStamp, double start, int count) {
        int[] samples = new int[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (int) Math.round(value(start + i * SAMPLE_MILLIS) + noise * random.nextGaussian());
        }
        return new Waveform(ECG, startStamp, 1000 * SAMPLE_MILLIS, 1, samples);
    }

    private double value(double time) {
        Beat beat = rhythm.at(time);
        double value = DRIFT_MICROVOLTS * Math.sin(2 * Math.PI * time / DRIFT_MILLIS);
        Beat before = rhythm.at(beat.start() - 1);
        return value + (before.equals(beat) ? 0 : of(before, time)) + of(beat, time) + of(rhythm.at(beat.end()), time);
    }

    private static double of(Beat beat, double time) {
        double at = time - beat.start();
        double value = 0;
        for (double[] wave : beat.ectopic() ? ECTOPIC : QRS) {
            value += bump(wave, at);
        }
        return beat.ectopic() ? value : value + bump(P_WAVE, at) + bump(T_WAVE, at);
    }

    private static double bump(double[] wave, double at) {
        double distance = (at - wave[0]) / wave[1];
        return Math.abs(distance) > SPREAD ? 0 : wave[2] * Math.exp(-distance * distance / 2);
    }
}
