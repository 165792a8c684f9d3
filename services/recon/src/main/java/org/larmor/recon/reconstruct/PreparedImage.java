package org.larmor.recon.reconstruct;

import org.jspecify.annotations.Nullable;
import org.larmor.core.baseline.ExpectedMagnitude;
import org.larmor.core.baseline.FoldOver;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

/**
 * An image ready for any method.
 *
 * @param kspace few coils, zero where not measured, without what folds over
 * @param maps sensitivities of those coils
 * @param foldOver what folds over the picture and belongs to what is shown, or null
 * @param noiseLevel standard deviation of the k-space noise (real or imaginary part), units of {@code kspace}
 * @param remark what was not as it should be, or empty
 */
record PreparedImage(KSpace kspace, CoilMaps maps, @Nullable FoldOver foldOver, double noiseLevel, String remark) {
    /** What a method made of the k-space, and what folds over it. */
    RealImage shown(ComplexImage made) {
        RealImage magnitude = made.magnitude();
        return foldOver == null ? magnitude : foldOver.addedTo(magnitude);
    }

    /**
     * The same with the noise floor that the scan has.
     *
     * @param coils of the scan: compression to fewer keeps the noise of a sample, but the scan's picture has that of every receive coil
     */
    RealImage expected(ComplexImage made, int coils) {
        double variance = 2 * noiseLevel * noiseLevel;
        return foldOver == null
                ? ExpectedMagnitude.given(kspace, made, maps, coils, variance)
                : ExpectedMagnitude.given(kspace, made, maps, foldOver, coils, variance);
    }
}
