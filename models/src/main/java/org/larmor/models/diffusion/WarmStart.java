package org.larmor.models.diffusion;

import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;

/**
 * An earlier picture of a slice, from which its reconstruction begins; units of the slice's k-space.
 *
 * @param picture complex
 * @param deviation what the network expected of the error of its real or imaginary part, not calibrated
 */
public record WarmStart(ComplexImage picture, RealImage deviation, Origin origin) {
    /** What a picture to begin from was made of. */
    public enum Origin {
        /** Just this k-space, by the network: a refined picture goes on from it. */
        SAME_DATA,
        /** Fewer lines of the image, by the network. */
        EARLIER_DATA,
        /** This k-space and other frames of a cine, without the network. */
        OTHER_FRAMES
    }

    public WarmStart {
        if (picture.rows() != deviation.rows() || picture.columns() != deviation.columns()) {
            throw new IllegalArgumentException("a warm start's picture and deviation must be of one size");
        }
    }

    /** Whether it agrees with this k-space already: then it is taken as it is. */
    public boolean sameData() {
        return origin != Origin.EARLIER_DATA;
    }
}
