package org.larmor.recon.flow;

import org.larmor.core.gating.GatingSettings;

/**
 * How a scan is to be reconstructed.
 *
 * @param model name of a model package, or empty for whichever fits
 * @param samples posterior samples of the refined picture; 0 leaves it to the model's own settings
 * @param steps network evaluations a sample; 0 leaves it to the model's own settings
 * @param seed seed of every random number
 * @param sufficientNrmse error below which the scan is good enough to be stopped; 0 where nobody asks
 * @param gating how its readouts come to their cardiac phases
 * @param priority beside other scans
 */
public record ScanOptions(
        Method method,
        String model,
        int samples,
        int steps,
        long seed,
        double sufficientNrmse,
        GatingSettings gating,
        Priority priority) {
    private static final int MOST = 10_000;

    public ScanOptions(Method method, String model, int samples, int steps, long seed) {
        this(method, model, samples, steps, seed, 0, GatingSettings.OFF);
    }

    /** A routine scan. */
    public ScanOptions(
            Method method,
            String model,
            int samples,
            int steps,
            long seed,
            double sufficientNrmse,
            GatingSettings gating) {
        this(method, model, samples, steps, seed, sufficientNrmse, gating, Priority.ROUTINE);
    }

    public ScanOptions {
        if (samples < 0 || samples > MOST || steps < 0 || steps > MOST) {
            throw new IllegalArgumentException(
                    "samples " + samples + " and steps " + steps + " must be within 0 to " + MOST);
        }
        if (!(sufficientNrmse >= 0 && sufficientNrmse < 1)) {
            throw new IllegalArgumentException("sufficient NRMSE " + sufficientNrmse + " must be within 0 and 1");
        }
    }
}
