package org.larmor.core.assembly;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.larmor.core.domain.ReadoutRange;

/** Which readouts of a scan have been here, by sequence number. */
final class SequenceLedger {
    private final int patience;
    private final BitSet arrived = new BitSet();
    private final BitSet taken = new BitSet();
    private long takings;
    private long duplicates;
    private long refusals;
    private int firstMissing;

    /** @param patience a readout that is so far behind the newest is not waited for any more */
    SequenceLedger(int patience) {
        this.patience = patience;
    }

    /** True if a readout of this number was taken before. */
    boolean isTaken(long sequence) {
        return taken.get((int) sequence);
    }

    void take(long sequence) {
        taken.set((int) sequence);
        takings++;
        arrive(sequence);
    }

    void duplicate() {
        duplicates++;
    }

    /** What came under this number had come under another. */
    void duplicate(long sequence) {
        duplicates++;
        taken.set((int) sequence);
        arrive(sequence);
    }

    /** A refused readout is no gap, but may be sent again. */
    void refuse(long sequence) {
        refusals++;
        if (sequence >= 0) {
            arrive(sequence);
        }
    }

    private void arrive(long sequence) {
        arrived.set((int) sequence);
        firstMissing = arrived.nextClearBit(firstMissing);
    }

    /** True if every readout up to and including this one has been here, or is not waited for any more. */
    boolean isWholeUpTo(long sequence) {
        return Math.max(firstMissing, arrived.length() - patience) > sequence;
    }

    /** True if this readout has not been here and is not waited for any more. */
    boolean isGivenUp(long sequence) {
        return !arrived.get((int) sequence) && isWholeUpTo(sequence);
    }

    long takenCount() {
        return takings;
    }

    long duplicateCount() {
        return duplicates;
    }

    long refusedCount() {
        return refusals;
    }

    /** Numbers below {@code announced}, or below the highest seen, that have not been here. */
    long missing(long announced) {
        return Math.max(announced, arrived.length()) - arrived.cardinality();
    }

    /** Numbers that were not taken, from those right before {@code first} to {@code last}. */
    long missingBetween(long first, long last) {
        int from = taken.previousSetBit((int) first - 1) + 1;
        int end = Math.toIntExact(last + 1);
        return end - from - taken.get(from, end).cardinality();
    }

    /** The last of the numbers right after this one that were not taken; at most the one before {@code announced}. */
    long missingAfter(long sequence, long announced) {
        int next = taken.nextSetBit((int) sequence + 1);
        return next < 0 ? Math.max(sequence, announced - 1) : next - 1;
    }

    /** Numbers that were not taken, the last range open; where there are more ranges, the last one begins where they are cut. */
    List<ReadoutRange> awaited(int most) {
        List<ReadoutRange> ranges = new ArrayList<>();
        int first = taken.nextClearBit(0);
        while (first < taken.length() && ranges.size() < most - 1) {
            int end = taken.nextSetBit(first);
            ranges.add(new ReadoutRange(first, end));
            first = taken.nextClearBit(end);
        }
        ranges.add(ReadoutRange.from(first));
        return ranges;
    }
}
