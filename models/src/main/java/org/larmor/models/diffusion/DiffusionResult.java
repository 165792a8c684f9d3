package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;

/**
 * What became of a slice, in units of its k-space.
 *
 * @param mean the picture: the coarse one; or where the passes from the mean of the samples led; or, without such passes, the
 *     mean of the samples' magnitudes with the phase of their mean
 * @param standardDeviation of a coarse picture the error that the network expects; of a refined one that of the samples'
 *     magnitudes, the network's expected error added in squares; made true by the model's uncertainty factor; null where there
 *     was no pass, or fewer than two samples
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
