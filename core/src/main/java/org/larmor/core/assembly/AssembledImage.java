package org.larmor.core.assembly;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Vector3;

/**
 * What is known of one image at the moment of a snapshot; independent of whatever arrives later.
 *
 * @param kspace rows of the encoded matrix x columns after oversampling was removed; centre at {@code n / 2}
 * @param calibration on the same grid, where calibration lines were acquired apart from the picture's: those, and the
 *     picture's own calibration lines; or else null
 * @param share lines measured over the lines that the image will have, 0 to 1
 * @param complete nothing more is expected
 * @param geometry where the picture of {@code recon} lies
 * @param recon matrix and field of view of the picture wanted; may differ from the grid of {@code kspace}
 * @param gridFieldOfViewMm extent in mm of the picture that {@code kspace} transforms to
 * @param whitened noise readouts came and the coils' noise is white, as {@link
 *     org.larmor.core.coils.NoiseWhitening} leaves it
 * @param remark what could not be done to the data and why, or empty
 */
public record AssembledImage(
        ImageIndex index,
        KSpace kspace,
        @Nullable KSpace calibration,
        double share,
        boolean complete,
        Geometry geometry,
        EncodedSpace recon,
        Vector3 gridFieldOfViewMm,
        boolean whitened,
        String remark) {}
