package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/**
 * The step of MC-DDPM (Xie and Li, arXiv 2203.03623): only what was not measured is diffused. With y_t = abar_t y_0 + bbar_t eps
 * and sigma_t = bbar_t / abar_t, the paper's posterior
 *
 * <pre>    mu = (alpha_t bbar_{t-1}^2 / bbar_t^2) y_t + (abar_{t-1} beta_t^2 / bbar_t^2) y_0,    sd = beta_t bbar_{t-1} / bbar_t</pre>
 *
 * <p>is, divided by abar_{t-1}, the ancestral {@link Renoising} from sigma_t to sigma_{t-1}.
 *
 * <p>Two things differ from the paper. The network was trained on noise in all of k-space; so that it sees the noise that it is
 * told of, the measured samples are lent fresh noise of the same level for the next evaluation and are taken from the data again
 * after it. And with several coils no sample of the combined picture's k-space is measured as such: there all of it is diffused,
 * and conjugate gradients leave to the noise what the coils' data leave open.
 */
record UnmeasuredDiffusion(DataConsistency data) implements GuidedStep {
    @Override
    public Tensor next(Tensor noisy, Estimate clean, double now, double then, Tensor fresh) {
        Tensor consistent = data.applied(clean).picture();
        Renoising step = Renoising.between(now, then, 1);
        Tensor diffused = noisy.minus(consistent).times(step.kept()).plus(fresh.times(step.fresh()));
        Tensor next = consistent.plus(diffused);
        return data.hasOneCoil() ? next.plus(data.measured(fresh.times(then).minus(diffused))) : next;
    }
}
