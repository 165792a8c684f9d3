package org.larmor.load.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When each scan's readouts were due, by the schedule and not by when they went out: what latency is counted from. */
final class Timeline {
    private final Map<String, Long> begins = new ConcurrentHashMap<>();
    private final long repetitionNanos;
    private final int readouts;

    Timeline(double repetitionTimeMillis, int readouts) {
        this.repetitionNanos = Math.round(1e6 * repetitionTimeMillis);
        this.readouts = readouts;
    }

    /** A scan's first readout is due at this moment of {@link System#nanoTime}. */
    void begin(String scanId, long nanos) {
        begins.put(scanId, nanos);
    }

    /** When the readout was due with which so large a share of the scan was there; null if the scan is not of this run. */
    @Nullable
    Long due(String scanId, double share) {
        Long begin = begins.get(scanId);
        long number = Math.clamp(Math.round(share * readouts) - 1, 0, readouts - 1);
        return begin == null ? null : Long.valueOf(begin + number * repetitionNanos);
    }

    long repetitionNanos() {
        return repetitionNanos;
    }

    /** Scans begun so far. */
    int scans() {
        return begins.size();
    }
}
