package org.larmor.core.gating;

import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;

/**
 * Checks that the phases of a triggered scan follow each other in the heartbeat, by the triggers that its readouts carry. Frames
 * measured one after the other, each at once, are not judged: they may span many beats.
 */
public final class PhaseOrder {
    private final double[] sums;
    private final long[] counts;
    private final double tickMillis;
    private final int first;
    private int current = -1;
    private boolean interleaved;

    /**
     * @param phases range of the phase counter
     * @param tickMillis length of a tick of the acquisition clock, milliseconds
     */
    public PhaseOrder(Limit phases, double tickMillis) {
        this.first = phases.minimum();
        this.sums = new double[phases.count()];
        this.counts = new long[phases.count()];
        this.tickMillis = tickMillis;
    }

    /** Takes a readout whose phase is within the range. */
    public void add(Readout readout) {
        int phase = readout.counters().phase() - first;
        interleaved |= phase != current && counts[phase] > 0;
        current = phase;
        sums[phase] += readout.timestamps().trigger();
        counts[phase]++;
    }

    /** One line about the first two phases that are out of order, or empty. */
    public String objection() {
        int before = -1;
        for (int phase = 0; interleaved && phase < sums.length; phase++) {
            if (counts[phase] == 0) {
                continue;
            }
            if (before >= 0 && delay(phase) < delay(before)) {
                return String.format(
                        java.util.Locale.ROOT,
                        "phases out of order: phase %d was measured %.0f ms after the trigger, phase %d %.0f ms",
                        first + phase,
                        delay(phase),
                        first + before,
                        delay(before));
            }
            before = phase;
        }
        return "";
    }

    private double delay(int phase) {
        return tickMillis * sums[phase] / counts[phase];
    }
}
