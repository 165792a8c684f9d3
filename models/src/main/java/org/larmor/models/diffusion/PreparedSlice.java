package org.larmor.models.diffusion;

import org.jspecify.annotations.Nullable;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;

/**
 * A slice ready for the network.
 *
 * @param kspace whitened and compressed, readout oversampling removed, zero where not measured
 * @param maps its sensitivities, of norm 1 where there is anything
 * @param noiseLevel standard deviation of the k-space noise, real or imaginary part, in units of {@code kspace}
 * @param warmStart an earlier picture to begin from, or null to begin from CG-SENSE
 */
public record PreparedSlice(
        KSpace kspace,
        CoilMaps maps,
        double noiseLevel,
        @Nullable WarmStart warmStart) {
    public PreparedSlice {
        boolean fits = kspace.coils() == maps.coils()
                && kspace.rows() == maps.rows()
                && kspace.columns() == maps.columns()
                && (warmStart == null
                        || (warmStart.picture().rows() == kspace.rows()
                                && warmStart.picture().columns() == kspace.columns()));
        if (!fits) {
            throw new IllegalArgumentException("k-space, sensitivity maps and warm start must be of one size");
        }
        if (!(noiseLevel >= 0) || Double.isInfinite(noiseLevel)) {
            throw new IllegalArgumentException("the noise level must be 0 or more, not " + noiseLevel);
        }
    }
}
