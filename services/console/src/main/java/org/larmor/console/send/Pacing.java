package org.larmor.console.send;

import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;

/** When each readout of a scan is due, in nanoseconds after its first. */
public interface Pacing {
    /** Begins a scan. */
    Schedule begin(ScanHeader header);

    /** The times of one scan; asked once for each readout, in order. */
    @FunctionalInterface
    interface Schedule {
        long dueNanos(Readout readout);
    }

    /** As fast as the broker takes it. */
    static Pacing fullSpeed() {
        return header -> readout -> 0;
    }

    /** As the scanner did: by the acquisition time stamps where there are any, by the TR otherwise. */
    static Pacing scanner() {
        return ScannerPace::new;
    }
}
