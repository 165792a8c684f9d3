package org.larmor.display.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.display.results.Reading;
import org.larmor.display.results.Workers;

/** What a browser is told as it happens. */
sealed interface PageEvent {
    /** Everything there is: sent first, and again to a browser that fell behind. */
    record Snapshot(List<ScanView.Whole> scans, Health health) implements PageEvent {}

    /** A scan appeared or its state changed. */
    record Scan(ScanView scan) implements PageEvent {}

    /** A picture arrived; it replaces the one of the same key and stage. */
    record Picture(String scanId, PictureView picture) implements PageEvent {}

    /** A frame of a cine arrived; those with the ended names are not shown any more. */
    record Frame(String scanId, FrameView frame, List<String> ended) implements PageEvent {}

    /** An anomaly map over one image of a scan arrived; it replaces the one over the same image. */
    record Anomaly(String scanId, AnomalyView anomaly) implements PageEvent {}

    /** Phase-encoding lines of an image of a scan arrived, besides those told before. */
    record Lines(String scanId, LinesView lines) implements PageEvent {}

    /** How the display keeps up, and how the services do; told regularly, so that silence means a lost connection. */
    record Health(@Nullable Reading reading, @Nullable Workers workers) implements PageEvent {}

    /** A picture, or else a whole cine, of a scan was forgotten to make room. */
    record Dropped(String scanId, String key, String stage) implements PageEvent {
        /** In the place of a stage: the cine of the slice {@code key}. */
        static final String CINE = "cine";
    }

    /** A scan was forgotten to make room. */
    record Forgotten(String scanId) implements PageEvent {}

    /** The name of the event on the wire. */
    default String label() {
        return switch (this) {
            case Snapshot s -> "snapshot";
            case Scan s -> "scan";
            case Picture p -> "picture";
            case Frame f -> "frame";
            case Anomaly a -> "anomaly";
            case Lines l -> "lines";
            case Health h -> "health";
            case Dropped d -> "dropped";
            case Forgotten f -> "forgotten";
        };
    }
}
