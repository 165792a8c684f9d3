package org.larmor.console.bridge;

import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Timestamps;

/** An MRD acquisition without its trajectory; samples as {@link Readout} holds them. */
record Acquisition(AcquisitionHeader header, float[] samples) {
    /** The same as the readout of that number of its scan. */
    Readout readout(long sequence) {
        Origin origin = header.origin();
        return new Readout(
                sequence,
                header.flags(),
                header.counters(),
                header.window(),
                header.placement(),
                new Timestamps(origin.acquisitionStamp(), origin.physiologyStamps()[0]),
                header.coils(),
                samples);
    }
}
