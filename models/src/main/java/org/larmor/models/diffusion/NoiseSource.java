package org.larmor.models.diffusion;

import org.larmor.models.tensor.Tensor;

/** White noise of unit variance in real and imaginary part each, for the steps of a walk. */
@FunctionalInterface
interface NoiseSource {
    /** Noise for this step, 0 being the start; complex (batch, rows, columns). The same step gives the same noise. */
    Tensor draw(int step);
}
