package org.larmor.recon.flow;

import org.larmor.core.domain.Stage;

/** One reconstruction of an image; the order is the one in which they are made. */
public enum Step {
    ZERO_FILLED(Stage.ZERO_FILLED, Lane.CLASSIC),
    SENSE(Stage.SENSE, Lane.CLASSIC),
    WAVELET(Stage.SENSE, Lane.CLASSIC),
    COARSE(Stage.COARSE, Lane.DEVICE),
    REFINED(Stage.REFINED, Lane.DEVICE);

    /** Who computes a step: the JVM, or the one thread that owns the device. */
    public enum Lane {
        CLASSIC,
        DEVICE
    }

    private final Stage stage;
    private final Lane lane;

    Step(Stage stage, Lane lane) {
        this.stage = stage;
        this.lane = lane;
    }

    /** The stage under which its picture is published. */
    public Stage stage() {
        return stage;
    }

    public Lane lane() {
        return lane;
    }
}
