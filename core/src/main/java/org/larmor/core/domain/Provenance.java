package org.larmor.core.domain;

import java.util.List;

/**
 * How a picture was made.
 *
 * @param method zero-filled, sense, l1-wavelet, coarse-to-fine, ...
 * @param model name of the model package, or empty for a classic method
 * @param modelVersion its version, or empty
 * @param modelDigest sha256 of its weights in hexadecimal, or empty
 * @param evaluations network evaluations spent on this picture, all samples together
 * @param samples posterior samples averaged; 0 for a classic method
 * @param warmStart whether it began from an earlier picture of the image, whose evaluations are counted there
 * @param seed seed of the sampler's noise
 * @param noiseLevel standard deviation of the k-space noise (real or imaginary part) in units of the picture's pixels
 * @param acceleration effective R: grid samples over measured ones
 * @param remark why the picture is not what was asked for (no model fits, no ACS lines, ...), or empty
 * @param steps what was done, in order, and how long it took
 */
public record Provenance(
        String method,
        String model,
        String modelVersion,
        String modelDigest,
        int evaluations,
        int samples,
        boolean warmStart,
        long seed,
        double noiseLevel,
        double acceleration,
        String remark,
        List<Step> steps) {
    public Provenance {
        steps = List.copyOf(steps);
    }

    /** One step of the reconstruction and its duration in milliseconds. */
    public record Step(String name, double millis) {}
}
