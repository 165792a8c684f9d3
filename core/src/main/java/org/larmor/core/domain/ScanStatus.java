package org.larmor.core.domain;

/**
 * Where a scan stands.
 *
 * @param imagesExpected images that the scan will have, as far as known
 * @param imagesFinished images whose last revision was published
 * @param message one line for a person; the reason where the state is {@link State#FAILED} or {@link State#ABORTED}
 */
public record ScanStatus(
        String scanId,
        State state,
        Counts counts,
        int imagesExpected,
        int imagesFinished,
        String message,
        double time) {
    /** The life of a scan. */
    public enum State {
        STARTED,
        RECEIVING,
        RECONSTRUCTING,
        DONE,
        FAILED,
        ABORTED
    }

    /** What became of the readouts: taken, dropped as duplicates, refused, and missing from the sequence so far. */
    public record Counts(long received, long duplicate, long refused, long missing) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
