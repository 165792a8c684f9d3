package org.larmor.recon.flow;

import java.util.List;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;

/** Is told what passes between the steps, for figures and traces; on whichever thread it happens, so it must return at once. */
public interface ReconListener {
    ReconListener NONE = new ReconListener() {};

    /**
     * When something was done, milliseconds since the epoch.
     *
     * @param from when it began
     * @param to when it was done
     */
    record Span(double from, double to) {
        public double seconds() {
            return Math.max(0, to - from) / 1000;
        }
    }

    /** From ingest to assemble: what records of the readouts topic held, and their bytes. */
    default void arrived(List<Arrival> arrivals, long bytes) {}

    /** From assemble: where a scan stands. */
    default void told(ScanStatus status) {}

    /** From assemble: a record, or a readout in it, that cannot be used. */
    default void refused(DeadLetter letter) {}

    /** From reconstruct: what came of a batch; less pictures where some were cancelled, or there is no model for a preview. */
    default void made(List<ReconJob> batch, List<Picture> pictures, Span span) {}

    /** From reconstruct: a job whose step could not be made. */
    default void failed(ReconJob job) {}

    /** From publish: a picture is with the broker. */
    default void published(Picture picture, ReconImage image, Span span) {}

    /** From publish: a frame is with the broker. */
    default void framed(Frame frame, Span span) {}

    /** From publish: something of this scan was not taken by the broker. */
    default void lost(String scanId) {}

    /** From ingest to analyse: pictures. */
    default void pictures(List<Published> pictures) {}

    /** From analyse: a map, made of these pictures, is with the broker. */
    default void mapped(AnomalyMap map, Span span) {}

    /** From analyse: why there is no map of a scan's pictures. */
    default void notMapped(ScanStatus refusal) {}
}
