package org.larmor.recon.flow;

import org.larmor.core.domain.Stage;

/** One reconstruction of an image; the order is the one in which they are made. */
public enum Step {
    ZERO_FILLED(Stage.ZERO_FILLED, Lane.QUICK),
    SENSE(Stage.SENSE, Lane.CLASSIC),
    WAVELET(Stage.SENSE, Lane.CLASSIC),
    TEMPORAL(Stage.SENSE, Lane.CLASSIC),
    COARSE(Stage.COARSE, Lane.COARSE),
    REFINED(Stage.REFINED, Lane.REFINED);

    /**
     * Where a step is made: by the JVM, what takes milliseconds apart from what takes seconds; or on the device, where refinements
     * leave the way free for coarse pictures.
     */
    public enum Lane {
        QUICK,
        CLASSIC,
        COARSE,
        REFINED;

        /** Whether its steps share the device. */
        public boolean isDevice() {
            return switch (this) {
                case COARSE, REFINED -> true;
                case QUICK, CLASSIC -> false;
            };
        }
    }

    private final Stage stage;
    private final Lane lane;

    Step(Stage stage, Lane lane) {
        this.stage = stage;
        this.lane = lane;
    }

    /** Whether its picture of a cine's frame is made of all frames of the slice. */
    public boolean usesFrames() {
        return switch (this) {
            case TEMPORAL, COARSE, REFINED -> true;
            case ZERO_FILLED, SENSE, WAVELET -> false;
        };
    }

    /** The stage under which its picture is published. */
    public Stage stage() {
        return stage;
    }

    public Lane lane() {
        return lane;
    }
}
