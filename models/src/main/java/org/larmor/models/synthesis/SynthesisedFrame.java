package org.larmor.models.synthesis;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;

/**
 * One frame between source and target.
 *
 * @param gamma 0 the source, 1 the target
 * @param picture in the source's and the target's own intensities; at 0 the source itself, pixel by pixel; at 1 of a blended
 *     synthesis the target itself
 * @param deviation calibrated standard deviation of each pixel, in the picture's units, or null where it was not asked for; 0 where
 *     the picture is the source or the target itself
 * @param field by which the source was moved, or null where it was not asked for
 * @param foldedShare of the pixels of the fields that this frame was made with: those with a Jacobian determinant of 0 or less
 */
public record SynthesisedFrame(
        double gamma,
        RealVolume picture,
        @Nullable RealVolume deviation,
        @Nullable DisplacementField field,
        double foldedShare) {}
