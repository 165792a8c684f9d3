package org.larmor.recon.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;

/**
 * What came of a step of a job.
 *
 * @param job the job as it was handed over
 * @param stage may differ from the one asked for, where the method asked for cannot be used
 * @param uncertainty same size as the magnitude, or null where the method states none
 * @param next steps that the job still has to go through; empty after the last one
 */
public record Picture(
        ReconJob job,
        Stage stage,
        RealImage magnitude,
        @Nullable Uncertainty uncertainty,
        Provenance provenance,
        List<Step> next) {
    public Picture {
        next = List.copyOf(next);
    }

    /** No later picture of this image will come. */
    public boolean isLast() {
        return job.whole() && next.isEmpty();
    }
}
