package org.larmor.core.domain;

/**
 * Consecutive readouts of a scan.
 *
 * @param first sequence number of the first
 * @param end the one after the last, {@link #OPEN} for all that follow
 */
public record ReadoutRange(long first, long end) {
    /** No end. */
    public static final long OPEN = Long.MAX_VALUE;

    public ReadoutRange {
        if (first < 0 || end <= first) {
            throw new IllegalArgumentException("readouts from " + first + " to before " + end);
        }
    }

    /** All from this one on. */
    public static ReadoutRange from(long first) {
        return new ReadoutRange(first, OPEN);
    }

    public boolean contains(long sequence) {
        return sequence >= first && sequence < end;
    }
}
