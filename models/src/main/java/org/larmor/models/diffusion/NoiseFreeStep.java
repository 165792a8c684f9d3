package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/**
 * A step of DiffuseRecon's refinement (Peng et al., arXiv 2203.04292): the mean of the ancestral step, no noise added, and the
 * data as they were measured. What it starts from is an average and holds little noise; asked at a falling noise level, the
 * network takes out what is left.
 */
record NoiseFreeStep(DataConsistency data) implements GuidedStep {
    @Override
    public Tensor next(Tensor noisy, Estimate clean, double now, double then, Tensor fresh) {
        Tensor seen = noisy.minus(clean.picture());
        Tensor mean =
                clean.picture().plus(seen.times(Renoising.between(now, then, 1).kept()));
        return data.mixed(mean, clean.deviation(), mean.times(0));
    }
}
