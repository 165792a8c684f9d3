package org.larmor.core.phantom;

import org.larmor.core.domain.Waveform;

/** One simulated heartbeat: P wave, QRS complex and T wave as bumps. */
final class Electrocardiogram {
    private static final int ECG = 0;
    private static final double SAMPLE_MILLIS = 5;

    /** Middle and width in milliseconds after the R wave's beat began, height in microvolts. */
    private static final double[][] WAVES = {{20, 8, 1100}, {38, 7, -280}, {4, 5, -140}, {260, 45, 320}, {680, 25, 150}
    };

    private Electrocardiogram() {}

    /** The beat that begins at the given tick. */
    static Waveform beat(long startStamp) {
        int[] samples = new int[(int) (AcquisitionPlan.BEAT_MILLIS / SAMPLE_MILLIS)];
        for (int i = 0; i < samples.length; i++) {
            double value = 0;
            for (double[] wave : WAVES) {
                double distance = (i * SAMPLE_MILLIS - wave[0]) / wave[1];
                value += wave[2] * Math.exp(-distance * distance / 2);
            }
            samples[i] = (int) Math.round(value);
        }
        return new Waveform(ECG, startStamp, 1000 * SAMPLE_MILLIS, 1, samples);
    }
}
