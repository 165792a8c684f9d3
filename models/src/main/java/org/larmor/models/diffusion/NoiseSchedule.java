package org.larmor.models.diffusion;

/**
 * How a variance-preserving diffusion adds noise over its steps t = 1..T: x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps (Ho
 * et al., arXiv 2006.11239). Samplers here work on x_t / sqrt(abar_t) = x_0 + sigma_t eps, so a schedule is a ladder of
 * sigma_t = sqrt((1 - abar_t) / abar_t).
 */
public final class NoiseSchedule {
    private final double[] alphaBar;

    private NoiseSchedule(double[] alphaBar) {
        this.alphaBar = alphaBar;
    }

    /** beta_t rises linearly from {@code first} to {@code last}. */
    public static NoiseSchedule linear(int steps, double first, double last) {
        double[] alphaBar = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            product *= 1 - (first + (last - first) * t / Math.max(1, steps - 1));
            alphaBar[t] = product;
        }
        return new NoiseSchedule(alphaBar);
    }

    /** abar_t follows cos^2, beta_t at most .999 (Nichol and Dhariwal, arXiv 2102.09672, eq. 17, s = .008). */
    public static NoiseSchedule cosine(int steps) {
        double[] alphaBar = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            double beta = 1 - cosineShare((t + 1.0) / steps) / cosineShare((double) t / steps);
            product *= 1 - Math.min(beta, 0.999);
            alphaBar[t] = product;
        }
        return new NoiseSchedule(alphaBar);
    }

    private static double cosineShare(double time) {
        double cosine = Math.cos((time + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }

    public int steps() {
        return alphaBar.length;
    }

    /** abar_t for t = 1..T. */
    public double alphaBar(int t) {
        return alphaBar[t - 1];
    }

    /** Noise level over signal level at t = 1..T. */
    public double sigma(int t) {
        return Math.sqrt((1 - alphaBar(t)) / alphaBar(t));
    }

    /** So many of the steps t = 1..from, evenly spread and both ends among them, from noise to picture. */
    public SigmaLadder respaced(int from, int count) {
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 1 : 1 - (double) i / (count - 1);
            levels[i] = sigma((int) Math.round(1 + share * (from - 1)));
        }
        return SigmaLadder.of(levels);
    }
}
