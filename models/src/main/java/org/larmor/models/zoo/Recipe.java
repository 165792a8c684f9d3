package org.larmor.models.zoo;

import java.util.List;
import java.util.Objects;

/**
 * The constants with which a network reconstructs, found with it on held-out scans. In network units.
 *
 * @param priorSd the network's own error pass by pass: the prior's width in data consistency; the last one stays
 * @param passes evaluations of the coarse picture, each made consistent with the data
 * @param iterations conjugate-gradient iterations of one data consistency
 * @param sigmaStart noise level at which samples start
 * @param sigmaEnd lowest noise level at which a sample is evaluated
 * @param evaluations network evaluations of a sample
 * @param eta share of fresh noise in a step, 0 to 1
 * @param samples posterior samples
 */
public record Recipe(
        List<Double> priorSd,
        int passes,
        int iterations,
        double sigmaStart,
        double sigmaEnd,
        int evaluations,
        double eta,
        int samples) {
    public Recipe {
        require(!Objects.requireNonNullElse(priorSd, List.of()).isEmpty(), "prior_sd is missing");
        priorSd = List.copyOf(priorSd);
        require(priorSd.stream().allMatch(sd -> sd > 0), "prior_sd needs values above 0");
        require(passes >= 0 && iterations >= 1, "passes must be 0 or more, iterations 1 or more");
        require(sigmaEnd > 0 && sigmaStart >= sigmaEnd, "sigma_start must be sigma_end or more, both above 0");
        require(evaluations >= 1 && samples >= 0, "evaluations must be 1 or more, samples 0 or more");
        require(eta >= 0 && eta <= 1, "eta must be 0 to 1");
    }

    /** The prior's width in this pass, counted from 0. */
    public double priorSd(int pass) {
        return priorSd.get(Math.min(pass, priorSd.size() - 1));
    }

    /** The prior's width once all passes are done. */
    public double lastPriorSd() {
        return priorSd.get(priorSd.size() - 1);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("recipe: " + message);
        }
    }
}
