package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;

/**
 * The expected difference between the picture and a known estimate of it (the anchor), given that difference with noise
 * on it and whatever else is known.
 */
@FunctionalInterface
public interface ResidualNetwork {
    /**
     * @param noisy complex (batch, rows, columns), the difference plus noise
     * @param sigma noise level of each element
     * @param known real (batch, channels, rows, columns)
     * @return complex (batch, rows, columns)
     */
    Tensor residual(Tensor noisy, double[] sigma, Tensor known);
}
