package org.larmor.recon.reconstruct;

import org.jspecify.annotations.Nullable;
import org.larmor.core.baseline.FoldOver;
import org.larmor.core.coils.AcsRegion;
import org.larmor.core.coils.CoilCalibration;
import org.larmor.core.coils.CoilCompression;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;

/**
 * What the calibration lines of an image told about its coils.
 *
 * @param compression to fewer coils, or null where there are few enough
 * @param lines tells the calibration lines from others, see {@link #mark}
 */
record CoilSetup(@Nullable CoilCompression compression, CoilCalibration calibration, int lines) {
    /** From k-space that holds the calibration lines. */
    static CoilSetup of(KSpace lines, ReconstructSettings settings) {
        CoilCompression compression =
                lines.coils() > settings.virtualCoils() ? CoilCompression.from(lines, settings.virtualCoils()) : null;
        KSpace few = compression == null ? lines : compression.apply(lines);
        return new CoilSetup(
                compression, CoilCalibration.of(few, settings.maps().settings(settings.threads())), mark(lines));
    }

    KSpace applied(KSpace kspace) {
        return compression == null ? kspace : compression.apply(kspace);
    }

    /** What folds over a picture with these coils, or null. */
    @Nullable
    FoldOver foldOver(KSpace few, ReconstructSettings settings) {
        CoilMaps folded = calibration.folded();
        return folded == null
                ? null
                : FoldOver.of(few, calibration.maps(), folded, settings.sense().settings(settings.threads()));
    }

    /** A hash of the calibration lines' place and samples: equal where they are the same lines. */
    static int mark(KSpace kspace) {
        AcsRegion region = AcsRegion.find(kspace.mask());
        int hash = region.hashCode();
        int width = 2 * kspace.columns();
        for (int coil = 0; coil < kspace.coils(); coil++) {
            int first = (coil * kspace.rows() + region.firstRow()) * width;
            for (int at = first; at < first + region.rows() * width; at++) {
                hash = 31 * hash + Float.floatToRawIntBits(kspace.data()[at]);
            }
        }
        return hash;
    }

    /** What was not as it should be, or empty. */
    String remark() {
        return switch (calibration.method()) {
            case ESPIRIT, SINGLE_COIL ->
                calibration.folded() == null
                        ? ""
                        : "the field of view is smaller than the object: a second set of coil maps for what folds over";
            case LOW_RESOLUTION ->
                "only " + calibration.region().rows()
                        + " adjacent centre lines: coil maps from the low-resolution picture";
        };
    }
}
