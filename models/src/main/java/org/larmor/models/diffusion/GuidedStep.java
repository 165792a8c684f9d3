package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/** How a family goes from one noise level to the next lower one, once the network has told the clean pictures. */
@FunctionalInterface
interface GuidedStep {
    /**
     * @param noisy pictures with noise of level {@code now}, complex (batch, rows, columns)
     * @param clean what the network makes of them, not yet consistent with the data
     * @param then the next noise level; 0 at the end
     * @param fresh white noise of unit variance, as large as the pictures
     * @return pictures with noise of level {@code then}
     */
    Tensor next(Tensor noisy, Estimate clean, double now, double then, Tensor fresh);
}
