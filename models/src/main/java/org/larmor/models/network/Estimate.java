package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;

/**
 * A clean picture as far as a network can tell, and how far off it may be.
 *
 * @param picture complex (batch, rows, columns)
 * @param deviation expected standard deviation of the error of its real or imaginary part, real (batch, rows, columns) or
 *     (batch, 1, 1)
 */
public record Estimate(Tensor picture, Tensor deviation) {}
