package org.larmor.models.diffusion;

import org.larmor.models.zoo.Recipe;

/**
 * How much is spent on a reconstruction.
 *
 * @param passes network evaluations of the coarse picture, one after the other; with a warm start fewer will do, even 0
 * @param samples posterior samples; 0 ends with the coarse picture
 * @param evaluations noise levels of a sample
 * @param sampler one of {@link Samplers#names}
 * @param polish passes from the coarse picture, without noise, the network averaged over the mirrored pictures; with 0 the
 *     picture is the mean of the samples
 * @param seed of the samples' noise: the same seed gives the same pictures
 * @param batch most slices, or samples of slices, that the device works on at once
 */
public record SamplerSettings(
        int passes, int samples, int evaluations, String sampler, int polish, long seed, int batch) {
    public SamplerSettings {
        if (passes < 0 || samples < 0 || evaluations < 1 || polish < 0 || batch < 1) {
            throw new IllegalArgumentException(
                    "passes, samples and polish must be 0 or more, evaluations and batch 1 or" + " more, not " + passes
                            + ", " + samples + ", " + polish + ", " + evaluations + ", " + batch);
        }
        if (!Samplers.names().contains(sampler)) {
            throw new IllegalArgumentException(
                    "there is no sampler '" + sampler + "', only " + String.join(", ", Samplers.names()));
        }
    }

    /** A coarse picture as the model's recipe makes it. */
    public static SamplerSettings coarse(Recipe recipe) {
        return new SamplerSettings(recipe.passes(), 0, recipe.evaluations(), Samplers.DDIM, 0, 0, 8);
    }

    /** The coarse picture, then samples and passes over mirrored pictures, as the model's recipe makes them. */
    public static SamplerSettings refined(Recipe recipe, long seed) {
        return new SamplerSettings(
                recipe.passes(), recipe.samples(), recipe.evaluations(), Samplers.DDIM, recipe.polish(), seed, 8);
    }

    public SamplerSettings withPasses(int count) {
        return new SamplerSettings(count, samples, evaluations, sampler, polish, seed, batch);
    }

    public SamplerSettings withSamples(int count) {
        return new SamplerSettings(passes, count, evaluations, sampler, polish, seed, batch);
    }

    public SamplerSettings withEvaluations(int count) {
        return new SamplerSettings(passes, samples, count, sampler, polish, seed, batch);
    }

    public SamplerSettings withPolish(int count) {
        return new SamplerSettings(passes, samples, evaluations, sampler, count, seed, batch);
    }

    public SamplerSettings withBatch(int most) {
        return new SamplerSettings(passes, samples, evaluations, sampler, polish, seed, most);
    }
}
