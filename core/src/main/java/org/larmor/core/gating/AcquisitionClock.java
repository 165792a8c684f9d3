package org.larmor.core.gating;

import org.larmor.core.domain.Waveform;

/**
 * The acquisition clock as a time that only goes on. Scanners count its ticks from midnight, so a scan around midnight sees it fall
 * back by a day; readouts and waveforms need not come in order. The first stamp decides which day is meant: every other one is
 * taken for the moment nearest to it, so a scan may last for half a day.
 */
final class AcquisitionClock {
    private static final double DAY_MILLIS = 86_400_000;

    private final double tickMillis;
    private final long day;
    private long first = -1;

    /** @param tickMillis length of a tick, milliseconds */
    AcquisitionClock(double tickMillis) {
        this.tickMillis = tickMillis;
        this.day = Math.round(DAY_MILLIS / tickMillis);
    }

    /** The moment of a stamp, milliseconds since the midnight before the first one. */
    double millis(long stamp) {
        return continued(stamp) * tickMillis;
    }

    /** The same waveform, its stamp counted on over midnight. */
    Waveform continued(Waveform waveform) {
        return new Waveform(
                waveform.id(),
                continued(waveform.startStamp()),
                waveform.sampleTimeMicros(),
                waveform.channels(),
                waveform.samples());
    }

    private long continued(long stamp) {
        if (first < 0) {
            first = stamp;
        }
        return stamp - day * Math.round((stamp - first) / (double) day);
    }
}
