package org.larmor.load;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.phantom.SimulatedScan;

/** A simulated scan whose lines come again and again, as averages of them: as long a scan as is wanted at the cost of one. */
public final class Averages {
    private Averages() {}

    /** The scan's readouts. */
    public static List<Readout> lines(SimulatedScan scan) {
        List<Readout> lines = new ArrayList<>();
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                lines.add(arrived.readout());
            }
        }
        return lines;
    }

    /** The header of a scan of so many averages. */
    public static ScanHeader header(ScanHeader of, int averages) {
        EncodingLimits l = of.limits();
        return of.withLimits(new EncodingLimits(
                l.step0(),
                l.step1(),
                l.step2(),
                new Limit(0, averages - 1, 0),
                l.slice(),
                l.contrast(),
                l.phase(),
                l.repetition(),
                l.set(),
                l.segment()));
    }

    /** The line once more. */
    public static Readout again(Readout line, long sequence, long flags, int average) {
        EncodingCounters c = line.counters();
        var counters = new EncodingCounters(
                c.step1(),
                c.step2(),
                average,
                c.slice(),
                c.contrast(),
                c.phase(),
                c.repetition(),
                c.set(),
                c.segment());
        return new Readout(
                sequence,
                flags,
                counters,
                line.window(),
                line.placement(),
                line.timestamps(),
                line.coils(),
                line.samples());
    }
}
