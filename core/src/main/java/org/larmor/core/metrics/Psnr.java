package org.larmor.core.metrics;

/** Peak signal-to-noise ratio: 10 log10(peak^2 / mean squared error), dB. */
public final class Psnr {
    private Psnr() {}

    /** Over the whole picture; infinite where there is no error. */
    public static double whole(double[] truth, double[] result, double peak) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += (result[i] - truth[i]) * (result[i] - truth[i]);
        }
        return decibels(sum / truth.length, peak);
    }

    /** Over the pixels told only; not a number where there are none. */
    public static double inside(boolean[] object, double[] truth, double[] result, double peak) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < truth.length; i++) {
            if (object[i]) {
                sum += (result[i] - truth[i]) * (result[i] - truth[i]);
                count++;
            }
        }
        return decibels(sum / count, peak);
    }

    private static double decibels(double meanSquare, double peak) {
        return 10 * Math.log10(peak * peak / meanSquare);
    }
}
