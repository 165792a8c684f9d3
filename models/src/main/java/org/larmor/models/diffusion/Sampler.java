package org.larmor.models.diffusion;

import org.larmor.models.tensor.Tensor;

/**
 * A way from noise to a picture down a ladder of noise levels. It never evaluates by itself: its {@link Walk} says what
 * it wants to know, and whoever runs it may answer many walks with one evaluation.
 */
interface Sampler {
    /**
     * @param noisy pictures with noise of the ladder's first level, complex (batch, rows, columns)
     * @param noise for steps that add fresh noise
     */
    Walk begin(Tensor noisy, SigmaLadder ladder, NoiseSource noise);

    /** Evaluations that a walk down this ladder takes. */
    int evaluations(SigmaLadder ladder);
}
