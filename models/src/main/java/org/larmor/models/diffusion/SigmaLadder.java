package org.larmor.models.diffusion;

import java.util.Arrays;

/** The noise levels at which a sampler evaluates, falling, and 0 behind the last one. */
public final class SigmaLadder {
    private final double[] levels;

    private SigmaLadder(double[] levels) {
        this.levels = levels;
    }

    /** @throws IllegalArgumentException if the levels do not fall, or one is not above 0 */
    public static SigmaLadder of(double... levels) {
        for (int i = 0; i < levels.length; i++) {
            if (!(levels[i] > 0) || (i > 0 && levels[i] >= levels[i - 1])) {
                throw new IllegalArgumentException(
                        "noise levels must fall and stay above 0: " + Arrays.toString(levels));
            }
        }
        if (levels.length == 0) {
            throw new IllegalArgumentException("a sampler needs at least one noise level");
        }
        return new SigmaLadder(levels.clone());
    }

    /** Levels at equal ratios. */
    public static SigmaLadder geometric(double first, double last, int count) {
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0 : (double) i / (count - 1);
            levels[i] = first * Math.pow(last / first, share);
        }
        return of(levels);
    }

    /** Levels whose power 1 / rho is equally spaced; rho = 7 (Karras et al., arXiv 2206.00364, eq. 5). */
    public static SigmaLadder karras(double first, double last, int count, double rho) {
        double[] levels = new double[count];
        double from = Math.pow(first, 1 / rho);
        double to = Math.pow(last, 1 / rho);
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0 : (double) i / (count - 1);
            levels[i] = Math.pow(from + share * (to - from), rho);
        }
        return of(levels);
    }

    /** How many levels are above 0. */
    public int size() {
        return levels.length;
    }

    /** The level at this rung; 0 at the rung behind the last one. */
    public double at(int rung) {
        return rung == levels.length ? 0 : levels[rung];
    }
}
