package org.larmor.display.page;

import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Frame.Phase;
import org.larmor.core.domain.Provenance;

/**
 * What the page is told of a frame of a cine; the pixels are fetched by {@code slice} and {@code id}.
 *
 * @param id names the frame within its slice's cine; another one in its place has another
 * @param slice names the cine: repetition.contrast.0.slice
 * @param time share of the cardiac cycle, 0 to below 1
 * @param gamma share of the way from source to target
 * @param source phase where its interval begins; of a measured frame itself
 * @param target phase where it ends
 * @param aspect width over height as measured in the patient
 * @param afterMeasured milliseconds from the later of the two phases' pictures to this frame
 */
record FrameView(
        String id,
        String slice,
        boolean measured,
        int generation,
        double time,
        double gamma,
        int source,
        int target,
        int rows,
        int columns,
        double aspect,
        boolean uncertainty,
        double foldingShare,
        double afterMeasured,
        String method,
        String model,
        String modelVersion,
        String modelDigest,
        String remark) {

    static FrameView of(Frame frame) {
        Provenance how = frame.provenance();
        int rows = frame.magnitude().rows();
        int columns = frame.magnitude().columns();
        return new FrameView(
                id(frame),
                PictureView.key(frame.slice()),
                frame.isMeasured(),
                frame.generation(),
                frame.time(),
                frame.gamma(),
                frame.source().index().phase(),
                frame.target().index().phase(),
                rows,
                columns,
                PictureView.aspect(frame.geometry(), rows, columns),
                frame.deviation() != null,
                frame.foldingShare(),
                frame.published() - frame.measured(),
                how.method(),
                how.model(),
                how.modelVersion(),
                how.modelDigest(),
                how.remark());
    }

    /** Moment, generation, interval and when it was published: what tells a frame from one that took its place, in a scan made again too. */
    private static String id(Frame frame) {
        Phase source = frame.source();
        Phase target = frame.target();
        return Math.round(1e6 * frame.time()) + "-" + frame.generation() + "-"
                + source.index().phase() + "." + source.revision() + "-"
                + target.index().phase() + "."
                + target.revision() + "-" + Math.round(frame.published());
    }
}
