package org.larmor.models.diffusion;

import org.larmor.models.network.Denoiser;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/** A denoiser that knows the measurement: each estimate is weighed against the data by its own expected error. */
record ConsistentDenoiser(Denoiser prior, DataConsistency data) implements Denoiser {
    @Override
    public Estimate estimate(Tensor noisy, double[] sigma) {
        return data.applied(prior.estimate(noisy, sigma));
    }
}
