package org.larmor.models.network;

import org.jspecify.annotations.Nullable;
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
     */
    Answer residual(Tensor noisy, double[] sigma, Tensor known);

    /**
     * What a network says.
     *
     * @param residual picture minus anchor, complex (batch, rows, columns)
     * @param deviation standard deviation of the error of its real or imaginary part, real (batch, rows, columns), or null
     *     where the network does not know
     */
    record Answer(Tensor residual, @Nullable Tensor deviation) {}
}
