package org.larmor.core.assembly;

import java.util.BitSet;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;

/** One image while its lines arrive: its grid, which lines were here, and whether its last one was. */
final class PartialImage {
    private final EncodingPlan plan;
    private final LineGrid grid;
    private final Readout.Placement placement;
    private final BitSet lines = new BitSet();
    private final BitSet calibrationRows = new BitSet();
    private long last = -1;
    private boolean complete;

    PartialImage(EncodingPlan plan, Readout first) {
        this.plan = plan;
        this.grid = new LineGrid(plan);
        this.placement = first.placement();
    }

    LineGrid grid() {
        return grid;
    }

    Readout.Placement placement() {
        return placement;
    }

    boolean holds(Readout readout) {
        return lines.get(slot(readout));
    }

    /** Adds the line that was placed last. */
    void add(Readout readout, LinePlacer placer) {
        grid.add(plan.row(readout.counters().step1()), placer.line(), placer.from(), placer.to());
        lines.set(slot(readout));
        if (readout.is(ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING)) {
            calibrationRows.set(plan.row(readout.counters().step1()));
        }
        boolean lastAverage =
                readout.counters().average() == plan.header().limits().average().maximum();
        if (lastAverage && readout.is(ReadoutFlag.LAST_IN_SLICE) && !plan.gated()) {
            end(readout.sequence());
        }
    }

    /** No readout after this one belongs to the image. */
    void end(long sequence) {
        last = sequence;
    }

    private int slot(Readout readout) {
        int average =
                readout.counters().average() - plan.header().limits().average().minimum();
        return plan.row(readout.counters().step1()) * plan.averages() + average;
    }

    /** Lines measured, each average counted. */
    int lineCount() {
        return lines.cardinality();
    }

    /** Rows of the image that are calibration too. */
    BitSet calibrationRows() {
        return calibrationRows;
    }

    boolean isComplete() {
        return complete;
    }

    /** True if nothing more can come: every line is here, or the last one and none before it is missing. */
    boolean isWhole(SequenceLedger ledger) {
        boolean full = !plan.gated() && lines.cardinality() == plan.rows() * plan.averages();
        return full || last >= 0 && ledger.isWholeUpTo(last);
    }

    void complete() {
        complete = true;
    }
}
