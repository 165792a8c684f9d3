package org.larmor.models.diffusion;

import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;

/**
 * An earlier picture of a slice, from which its reconstruction begins; units of the slice's k-space.
 *
 * @param picture complex
 * @param deviation what the network expected of the error of its real or imaginary part, not calibrated
 * @param sameData whether it was made from just this k-space, and so agrees with it already: then it is taken as it is
 */
public record WarmStart(ComplexImage picture, RealImage deviation, boolean sameData) {
    public WarmStart {
        if (picture.rows() != deviation.rows() || picture.columns() != deviation.columns()) {
            throw new IllegalArgumentException("a warm start's picture and deviation must be of one size");
        }
    }
}
