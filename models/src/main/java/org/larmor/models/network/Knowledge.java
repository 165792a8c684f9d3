package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;

/**
 * What is known of each picture of a batch before the network sees it, in network units (the 99th percentile of the
 * CG-SENSE magnitude is 1).
 *
 * @param sense the CG-SENSE picture, complex (batch, rows, columns)
 * @param senseNoise standard deviation of the complex noise in it, real (batch, rows, columns)
 * @param noise standard deviation of the complex noise of a k-space sample, real (batch, 1, 1)
 * @param logAcceleration ln(lines of the grid / measured lines), real (batch, 1, 1)
 * @param noiseGain factor that the network expects on both noise channels
 */
public record Knowledge(Tensor sense, Tensor senseNoise, Tensor noise, Tensor logAcceleration, double noiseGain) {}
