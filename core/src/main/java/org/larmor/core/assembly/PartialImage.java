package org.larmor.core.assembly;

import java.util.BitSet;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;

/** One image while its lines arrive: its grid, which lines were here, and whether its last one was. */
final class PartialImage {
    private final EncodingPlan plan;
    private final LineGrid grid;
    private Readout.Placement placement;
    private final BitSet lines = new BitSet();
    private final BitSet calibrationRows = new BitSet();
    private long oldest;
    private long newest;
    private boolean endsWithLastAverage;
    private long last = -1;
    private boolean complete;

    PartialImage(EncodingPlan plan, Readout first) {
        this.plan = plan;
        this.grid = new LineGrid(plan);
        this.placement = first.placement();
        this.oldest = first.sequence();
        this.newest = first.sequence();
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

    /** Adds the line that was placed last. The image lies where its oldest line does, in whatever order they come. */
    void add(Readout readout, LinePlacer placer) {
        placement = readout.sequence() < oldest ? readout.placement() : placement;
        oldest = Math.min(oldest, readout.sequence());
        boolean lastAverage =
                readout.counters().average() == plan.header().limits().average().maximum();
        if (readout.sequence() >= newest) {
            newest = readout.sequence();
            endsWithLastAverage = lastAverage;
        }
        grid.add(plan.row(readout.counters().step1()), placer.line(), placer.from(), placer.to());
        lines.set(slot(readout));
        if (readout.is(ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING)) {
            calibrationRows.set(plan.row(readout.counters().step1()));
        }
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

    /**
     * True if nothing more can come, noise neither: nothing before its last line is waited for any more. That is the line that says so, or
     * the one with which all are here; or the one before a readout that is lost, for that may have been the last.
     */
    boolean isWhole(SequenceLedger ledger) {
        if (isFull()) {
            return ledger.isWholeUpTo(newest);
        }
        boolean cut = !plan.gated() && endsWithLastAverage && ledger.isGivenUp(newest + 1);
        return cut || last >= 0 && ledger.isWholeUpTo(last);
    }

    private boolean isFull() {
        return !plan.gated() && lines.cardinality() == plan.rows() * plan.averages();
    }

    /** Readouts that were not taken and may have been lines of it: those among its own, and beside them. */
    long missing(SequenceLedger ledger, long announced) {
        if (isFull()) {
            return 0;
        }
        return ledger.missingBetween(oldest, last >= 0 ? last : ledger.missingAfter(newest, announced));
    }

    void complete() {
        complete = true;
    }
}
