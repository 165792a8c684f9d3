package org.larmor.core.assembly;

import java.util.BitSet;

/** Which readouts of a scan have been here, by sequence number. */
final class SequenceLedger {
    private final BitSet arrived = new BitSet();
    private final BitSet taken = new BitSet();
    private long takings;
    private long duplicates;
    private long refusals;
    private int firstMissing;

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

    /** True if every readout up to and including this one has been here. */
    boolean isWholeUpTo(long sequence) {
        return firstMissing > sequence;
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
}
