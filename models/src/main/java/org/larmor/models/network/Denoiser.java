package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;

/**
 * The expected clean picture given a noisy one: D(x; sigma) = E[x_0 | x_0 + sigma z = x], z white with unit variance in
 * real and imaginary part each (Karras et al., arXiv 2206.00364, eq. 2).
 */
@FunctionalInterface
public interface Denoiser {
    /**
     * @param noisy complex (batch, rows, columns)
     * @param sigma noise level of each element
     * @return complex (batch, rows, columns)
     */
    Tensor estimate(Tensor noisy, double[] sigma);
}
