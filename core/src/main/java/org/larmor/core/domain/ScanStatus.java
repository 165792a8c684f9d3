package org.larmor.core.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan stands.
 *
 * @param imagesExpected images that the scan will have, as far as known
 * @param imagesFinished images whose last revision was published
 * @param message one line for a person; the reason where the state is {@link State#FAILED} or {@link State#ABORTED}
 * @param time milliseconds since the epoch
 * @param sufficiency set in the state {@link State#SUFFICIENT_QUALITY}, else null
 * @param intake set while readouts are awaited, else null
 * @param traceId trace that the scan's records belong to, 32 hexadecimal digits, or empty
 * @param arrived lines that arrived since the status before
 */
public record ScanStatus(
        String scanId,
        State state,
        Counts counts,
        int imagesExpected,
        int imagesFinished,
        String message,
        double time,
        @Nullable Sufficiency sufficiency,
        @Nullable Intake intake,
        String traceId,
        List<ArrivedLines> arrived) {
    public ScanStatus {
        arrived = List.copyOf(arrived);
    }

    public ScanStatus(
            String scanId,
            State state,
            Counts counts,
            int imagesExpected,
            int imagesFinished,
            String message,
            double time) {
        this(scanId, state, counts, imagesExpected, imagesFinished, message, time, null);
    }

    public ScanStatus(
            String scanId,
            State state,
            Counts counts,
            int imagesExpected,
            int imagesFinished,
            String message,
            double time,
            @Nullable Sufficiency sufficiency) {
        this(scanId, state, counts, imagesExpected, imagesFinished, message, time, sufficiency, null, "", List.of());
    }

    /**
     * The life of a scan. SUFFICIENT_QUALITY is told at most once, while it runs: the console may stop it. ANOMALY_REFUSED is no part
     * of that life: no anomaly map is made of its pictures, for the reason in the message, and what was told before still holds.
     */
    public enum State {
        STARTED,
        RECEIVING,
        SUFFICIENT_QUALITY,
        RECONSTRUCTING,
        DONE,
        FAILED,
        ABORTED,
        ANOMALY_REFUSED;

        /** Nothing more comes of the scan. */
        public boolean isLast() {
            return this == DONE || this == FAILED || this == ABORTED;
        }
    }

    /**
     * Every image of a running scan is expected to be as good as its header asked for.
     *
     * @param requestedNrmse the bound of the header
     * @param predictedNrmse the largest of the images' predictions, below the bound
     * @param index that image
     * @param kspaceShare its measured lines over the lines it will have, 0 to 1
     */
    public record Sufficiency(double requestedNrmse, double predictedNrmse, ImageIndex index, double kspaceShare) {}

    /**
     * What a sender must know to go on where another one stopped.
     *
     * @param sender whose records are taken; 0 where it did not say
     * @param awaited readouts that are not here, ascending; the last range is open
     */
    public record Intake(long sender, List<ReadoutRange> awaited) {
        public Intake {
            awaited = List.copyOf(awaited);
        }
    }

    /** What became of the readouts: taken, dropped as duplicates, refused, and missing from the sequence so far. */
    public record Counts(long received, long duplicate, long refused, long missing) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
