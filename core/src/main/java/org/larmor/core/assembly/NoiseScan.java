package org.larmor.core.assembly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Readout;

/** The noise readouts of a scan, and the whitening that they give. Keeps a bounded number; more would tell no more. */
final class NoiseScan {
    private static final int ENOUGH_SAMPLES = 1 << 16;

    private final List<Readout> readouts = new ArrayList<>();
    private int samples;
    private @Nullable LineTransform whitening;

    void add(Readout readout) {
        if (samples < ENOUGH_SAMPLES) {
            readouts.add(readout);
            samples += readout.window().count();
            whitening = null;
        }
    }

    /** What whitens a line, from all noise readouts so far; null as long as they are fewer than a covariance needs. */
    @Nullable
    LineTransform whitening() {
        return whitening;
    }
}
