package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants with which a network reconstructs, found with it on held-out scans. In network units.
 *
 * @param priorSd error of the complex picture after each pass, its standard deviation, the last one for all later ones: for a
 *     network that does not state its own error; else null
 * @param passes evaluations of the coarse picture, each made consistent with the data
 * @param iterations conjugate-gradient iterations of one data consistency
 * @param sampleIterations the same of the samples' steps: the network's next evaluation mends what they leave, and of the samples only the
 *     spread is shown
 * @param sigmaStart noise level at which samples start
 * @param sigmaEnd lowest noise level at which a sample is evaluated
 * @param evaluations network evaluations of a sample
 * @param eta share of fresh noise in a step, 0 to 1
 * @param samples posterior samples
 * @param polish passes from the coarse picture, the network averaged over the mirrored pictures
 * @param conditions how the problem is put to the network
 */
public record Recipe(
        @Nullable List<Double> priorSd,
        int passes,
        int iterations,
        int sampleIterations,
        double sigmaStart,
        double sigmaEnd,
        int evaluations,
        double eta,
        int samples,
        int polish,
        Conditions conditions) {
    public Recipe {
        priorSd = priorSd == null ? null : List.copyOf(priorSd);
        require(priorSd == null || isWidths(priorSd), "prior_sd needs values above 0");
        require(
                passes >= 0 && iterations >= 1 && sampleIterations >= 1,
                "passes must be 0 or more, iterations and sample_iterations 1 or more");
        require(sigmaEnd > 0 && sigmaStart >= sigmaEnd, "sigma_start must be sigma_end or more, both above 0");
        require(
                evaluations >= 1 && samples >= 0 && polish >= 0,
                "evaluations must be 1 or more, samples and polish 0 or more");
        require(eta >= 0 && eta <= 1, "eta must be 0 to 1");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Recipe of(StatedRecipe stated) {
        return stated.recipe();
    }

    private static boolean isWidths(List<Double> values) {
        return !values.isEmpty() && values.stream().allMatch(sd -> sd > 0);
    }

    /**
     * The expected error of the complex picture after this pass, counted from 0.
     *
     * @throws IllegalStateException if the recipe leaves it to the network
     */
    public double priorSd(int pass) {
        if (priorSd == null) {
            throw new IllegalStateException(
                    "recipe: prior_sd is missing, and the network does not state its own error");
        }
        return priorSd.get(Math.min(pass, priorSd.size() - 1));
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("recipe: " + message);
        }
    }
}
