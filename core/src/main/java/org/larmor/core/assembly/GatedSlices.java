package org.larmor.core.assembly;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;

/**
 * Tells when a slice of a gated scan is whole: its last readout was there, and then one of another slice. The flag alone does not
 * do, for scanners also set it on the last line of each phase.
 */
final class GatedSlices {
    private @Nullable Readout last;

    /** A readout that waits no more; to be called in the order of their acquisition. */
    void pass(Readout readout, PartialImages images) {
        Readout ended = last;
        if (ended != null && !isSameSlice(ended, readout)) {
            images.end(ended.counters().image(), ended.sequence());
            last = null;
        }
        last = readout.is(ReadoutFlag.LAST_IN_SLICE) ? readout : last;
    }

    private static boolean isSameSlice(Readout a, Readout b) {
        return a.counters()
                .withPhase(0)
                .image()
                .equals(b.counters().withPhase(0).image());
    }
}
