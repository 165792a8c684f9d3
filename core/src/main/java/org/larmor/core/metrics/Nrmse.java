package org.larmor.core.metrics;

/** Normalised root mean squared error: |result - truth| / |truth|. */
public final class Nrmse {
    private Nrmse() {}

    public static double of(double[] truth, double[] result) {
        double error = 0;
        double square = 0;
        for (int i = 0; i < truth.length; i++) {
            error += (result[i] - truth[i]) * (result[i] - truth[i]);
            square += truth[i] * truth[i];
        }
        return Math.sqrt(error / square);
    }
}
