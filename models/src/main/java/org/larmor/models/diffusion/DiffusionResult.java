package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;

/**
 * What became of a slice, in units of its k-space.
 *
 * @param mean the picture: the coarse one; or the network's last pass from the mean of the samples; or, without that pass, the
 *     mean of the samples' magnitudes with the phase of their mean
 * @param standardDeviation of the picture's error: of a coarse picture what the network itself expects; of samples their spread,
 *     and after a pass from their mean what the network expects added in squares; made true by the model's uncertainty factor;
 *     null where there is neither
 * @param evaluations network evaluations spent on this slice, all samples together
 * @param samples posterior samples averaged; 0 for a coarse picture
 * @param steps what was done, in order, and how long it took for all slices of its batch together
 */
public record DiffusionResult(
        ComplexImage mean,
        @Nullable RealImage standardDeviation,
        int evaluations,
        int samples,
        List<Provenance.Step> steps) {
    public DiffusionResult {
        steps = List.copyOf(steps);
    }
}
