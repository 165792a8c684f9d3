package org.larmor.core.domain;

/** Ranges of the encoding counters, as the MRD header states them; a missing one is {@link Limit#SINGLE}. */
public record EncodingLimits(
        Limit step0,
        Limit step1,
        Limit step2,
        Limit average,
        Limit slice,
        Limit contrast,
        Limit phase,
        Limit repetition,
        Limit set,
        Limit segment) {
    /** Lowest and highest value of a counter, and the value at the centre of k-space. */
    public record Limit(int minimum, int maximum, int centre) {
        public static final Limit SINGLE = new Limit(0, 0, 0);

        /** How many values the counter may take. */
        public int count() {
            return maximum - minimum + 1;
        }
    }
}
