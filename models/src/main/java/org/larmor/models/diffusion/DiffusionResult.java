package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;

/**
 * What became of a slice, in units of its k-space.
 *
 * @param mean the picture: the mean of the samples, or the coarse picture
 * @param standardDeviation of the samples' magnitudes, or null where there are fewer than two samples
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
