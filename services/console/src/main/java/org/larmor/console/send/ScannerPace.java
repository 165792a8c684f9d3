package org.larmor.console.send;

import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;

/** The pace of one scan. Time stamps that stand still or run back advance by nothing, a pause is cut to ten seconds. */
final class ScannerPace implements Pacing.Schedule {
    private static final long TICK_NANOS = 2_500_000;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000_000L;

    private final long repetitionNanos;
    private long previousStamp = -1;
    private long due;

    ScannerPace(ScanHeader header) {
        this.repetitionNanos = Math.round(header.repetitionTimeMillis() * 1e6);
    }

    @Override
    public long dueNanos(Readout readout) {
        long stamp = readout.timestamps().acquisition();
        if (previousStamp < 0) {
            previousStamp = stamp;
            return 0;
        }
        boolean stamped = stamp > 0 || previousStamp > 0;
        long step = stamped ? (stamp - previousStamp) * TICK_NANOS : repetitionNanos;
        due += Math.clamp(step, 0, LONGEST_PAUSE_NANOS);
        previousStamp = Math.max(stamp, previousStamp);
        return due;
    }
}
