package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/**
 * The guided step of DiffuseRecon (Peng et al., arXiv 2203.04292): the ancestral step x' of the prior alone, then its measured
 * k-space exchanged for k_obs at the noise level reached, with the noise eps that the network saw:
 *
 * <pre>    k = sqrt(abar) k_obs + sqrt(1 - abar) F eps,    x = F^-1 (M k + (1 - M) F x')</pre>
 *
 * <p>here divided by sqrt(abar). With one coil this is done as it stands; with several, k is y + s A eps, and the picture is
 * brought to it by conjugate gradients, weighed by the known noise. Exact for data without noise; noisy data are trusted a
 * little more than they should be, since each level takes them anew.
 */
record KSpaceMix(DataConsistency data) implements GuidedStep {
    @Override
    public Tensor next(Tensor noisy, Estimate clean, double now, double then, Tensor fresh) {
        Renoising step = Renoising.between(now, then, 1);
        Tensor seen = noisy.minus(clean.picture());
        Tensor ancestral = clean.picture().plus(seen.times(step.kept())).plus(fresh.times(step.fresh()));
        Tensor noise = seen.times(then / now);
        return data.mixed(ancestral, clean.deviation(), noise);
    }
}
