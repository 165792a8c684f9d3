package org.larmor.recon.assemble;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.Intake;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.ScanStatus.Sufficiency;

/** What is told of one scan: its statuses, and the line that sums it up. */
final class ScanReport {
    /** Most ranges of awaited readouts in a status. */
    private static final int RANGES = 64;

    private final String scanId;
    private final KSpaceAssembler assembler;
    private final Senders senders;
    private final int statusMillis;
    private String traceId = "";
    private int finished;
    private int frames;
    private String frameRemark = "";
    private String cutOff = "";
    private double lastTold;
    private Counts toldCounts = Counts.NONE;
    private final LineNews lines;

    ScanReport(String scanId, int rows, KSpaceAssembler assembler, Senders senders, int statusMillis) {
        this.scanId = scanId;
        this.assembler = assembler;
        this.senders = senders;
        this.statusMillis = statusMillis;
        this.lines = new LineNews(rows);
    }

    /** The scan belongs to this trace, if that is not known yet. */
    void trace(String id) {
        traceId = traceId.isEmpty() ? id : traceId;
    }

    /** A line of an image has arrived. */
    void line(ImageIndex image, Readout readout) {
        lines.add(image, assembler.row(readout.counters().step1()));
    }

    /** One more image has its last picture. */
    void finished() {
        finished++;
    }

    /** @param remark why there are no more frames, or empty */
    void synthesised(int more, String remark) {
        frames += more;
        frameRemark = remark.isEmpty() ? frameRemark : remark;
    }

    /** The scan was taken to have ended, for this reason. */
    void cutOff(String reason) {
        cutOff = reason;
    }

    /** Whether there is something new about the readouts, and nothing was told lately. */
    boolean isDue(double now) {
        return !assembler.isOver() && !assembler.counts().equals(toldCounts) && isQuiet(now);
    }

    /** Whether nothing was told lately. */
    boolean isQuiet(double now) {
        return now - lastTold >= statusMillis;
    }

    /** @param awaited images whose last picture is being made */
    Outcome.Told told(State state, String message, int awaited, double now) {
        lastTold = state == State.STARTED ? 0 : now;
        toldCounts = assembler.counts();
        int expected = assembler.isOver() ? finished + awaited : assembler.expectedImages();
        return status(state, message, expected, now, null);
    }

    Outcome.Told sufficient(Sufficiency all, double now) {
        String message = String.format(
                Locale.ROOT,
                "predicted NRMSE %.3f is below %.3f at %.0f %% of k-space (slice %d has the largest)",
                all.predictedNrmse(),
                all.requestedNrmse(),
                100 * all.kspaceShare(),
                all.index().slice());
        return status(State.SUFFICIENT_QUALITY, message, assembler.expectedImages(), now, all);
    }

    private Outcome.Told status(
            State state, String message, int expected, double now, @Nullable Sufficiency sufficiency) {
        Intake intake = assembler.isOver() ? null : new Intake(senders.owner(), assembler.awaited(RANGES));
        return new Outcome.Told(new ScanStatus(
                scanId,
                state,
                assembler.counts(),
                expected,
                finished,
                message,
                now,
                sufficiency,
                intake,
                traceId,
                lines.take()));
    }

    /** How the scan went, in one line. */
    String summary() {
        Counts counts = assembler.counts();
        int without = assembler.expectedImages() - finished;
        StringBuilder summary = new StringBuilder(finished + (finished == 1 ? " image" : " images"));
        append(summary, counts.missing(), "readouts missing");
        append(summary, counts.refused(), "readouts refused");
        append(summary, counts.duplicate(), "duplicates dropped");
        append(summary, senders.refused(), "events of another sender left out");
        append(summary, without, "announced images without a readout");
        append(summary, frames, "frames synthesised");
        summary.append(frameRemark.isEmpty() ? "" : ", frames left out: " + frameRemark);
        summary.append(cutOff.isEmpty() ? "" : "; " + cutOff);
        String note = assembler.note();
        return note.isEmpty() ? summary.toString() : summary + "; " + note;
    }

    private static void append(StringBuilder summary, long count, String what) {
        if (count > 0) {
            summary.append(", ").append(count).append(' ').append(what);
        }
    }
}
