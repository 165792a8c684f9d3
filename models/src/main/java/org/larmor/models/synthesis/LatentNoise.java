package org.larmor.models.synthesis;

import org.larmor.models.zoo.DeformableDescription.NoiseProcess;

/**
 * The noised target of a latent sample, signal * target + deviation * N(0, 1), network units.
 *
 * @param time that G is told, 0 to 1
 */
record LatentNoise(double time, double signal, double deviation) {
    static LatentNoise at(double time, NoiseProcess process) {
        double kept = process.kept(time);
        return new LatentNoise(time, Math.sqrt(kept), Math.sqrt(1 - kept));
    }
}
