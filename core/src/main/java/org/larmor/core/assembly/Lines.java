package org.larmor.core.assembly;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;

/** What kind of line a readout is, by its flags. */
final class Lines {
    private Lines() {}

    /** Calibration that is no line of the picture. */
    static boolean isCalibrationOnly(Readout readout) {
        return readout.is(ReadoutFlag.PARALLEL_CALIBRATION)
                && !readout.is(ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING);
    }

    /** Names a readout that is no line of a picture, or null where it is one. */
    static @Nullable String notImaging(Readout readout) {
        for (ReadoutFlag flag : ReadoutFlag.values()) {
            if (readout.is(flag)) {
                String name = name(flag);
                if (name != null) {
                    return name;
                }
            }
        }
        return null;
    }

    private static @Nullable String name(ReadoutFlag flag) {
        return switch (flag) {
            case NOISE_MEASUREMENT -> "noise";
            case NAVIGATION_DATA -> "navigator";
            case PHASE_CORRECTION_DATA -> "phase correction";
            case HP_FEEDBACK_DATA, RT_FEEDBACK_DATA -> "feedback";
            case DUMMY_SCAN_DATA -> "dummy";
            case SURFACE_COIL_CORRECTION -> "surface coil correction";
            case PHASE_STABILISATION_REFERENCE, PHASE_STABILISATION -> "phase stabilisation";
            case FIRST_IN_SLICE,
                    LAST_IN_SLICE,
                    PARALLEL_CALIBRATION,
                    PARALLEL_CALIBRATION_AND_IMAGING,
                    REVERSE,
                    LAST_IN_MEASUREMENT -> null;
        };
    }
}
