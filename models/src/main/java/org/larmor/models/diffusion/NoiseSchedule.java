package org.larmor.models.diffusion;

/**
 * How a diffusion adds noise over its steps t = 1..T: x_t = sqrt(abar_t) x_0 + gain sqrt(1 - abar_t) eps, eps of unit variance
 * in real and imaginary part each. With gain 1 it preserves variance (Ho et al., arXiv 2006.11239). Samplers here work on
 * x_t / sqrt(abar_t) = x_0 + sigma_t eps, so a schedule is a ladder of noise levels sigma_t.
 */
public final class NoiseSchedule {
    private final double[] alphaBar;
    private final double gain;

    private NoiseSchedule(double[] alphaBar, double gain) {
        this.alphaBar = alphaBar;
        this.gain = gain;
    }

    /** beta_t rises linearly from {@code first} to {@code last}. */
    public static NoiseSchedule linear(int steps, double first, double last) {
        double[] alphaBar = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            product *= 1 - (first + (last - first) * t / Math.max(1, steps - 1));
            alphaBar[t] = product;
        }
        return new NoiseSchedule(alphaBar, 1);
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
        return new NoiseSchedule(alphaBar, 1);
    }

    private static double cosineShare(double time) {
        double cosine = Math.cos((time + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }

    /**
     * The same signal with so much of the noise. MC-DDPM (Xie and Li, arXiv 2203.03623) halves each step's beta_t, so that its
     * bbar_t = sqrt(abar_t^2 sum beta_i^2 / abar_i^2), with its amplitude abar_t, is half of sqrt(1 - abar_t^2): gain .5.
     */
    public NoiseSchedule withNoise(double share) {
        return new NoiseSchedule(alphaBar, gain * share);
    }

    public int steps() {
        return alphaBar.length;
    }

    /** abar_t for t = 1..T. */
    public double alphaBar(int t) {
        return alphaBar[t - 1];
    }

    /** Factor on the picture in x_t, for t = 1..T. */
    public double signal(int t) {
        return Math.sqrt(alphaBar(t));
    }

    /** Standard deviation of the noise in x_t, real or imaginary part, for t = 1..T. */
    public double noise(int t) {
        return gain * Math.sqrt(1 - alphaBar(t));
    }

    /** Noise level over signal level at t = 1..T. */
    public double sigma(int t) {
        return noise(t) / signal(t);
    }

    /**
     * The last step whose noise level is no higher than this.
     *
     * @throws IllegalArgumentException if that of the first step is higher already
     */
    public int lastBelow(double sigma) {
        int t = steps();
        while (t > 0 && sigma(t) > sigma) {
            t--;
        }
        if (t == 0) {
            throw new IllegalArgumentException(
                    "noise level " + sigma + " lies below the schedule's first, " + sigma(1));
        }
        return t;
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
