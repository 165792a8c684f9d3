package org.larmor.app.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;

/** Results for tests: pictures of 8 x 10 pixels. */
final class Scans {
    private Scans() {}

    static ReconImage image(String scanId, ImageIndex index, Stage stage, int revision, boolean last) {
        @Nullable
        Uncertainty uncertainty = stage == Stage.REFINED ? new Uncertainty(constant(0.1f), constant(0.05f), .04) : null;
        return new ReconImage(
                scanId,
                index,
                stage,
                revision,
                last,
                new Geometry(Readout.Placement.AXIAL, new Vector3(60, 40, 5)),
                constant(1 + index.slice() + 10 * index.phase() + 100 * revision),
                uncertainty,
                1,
                new Provenance(stage.label(), "", "", "", 3, 2, false, 1, 0.5, 4, "", List.of()),
                new ReconImage.Timing(1000, 2000, 2000 + 100 * revision));
    }

    static RealImage constant(float value) {
        float[] data = new float[80];
        java.util.Arrays.fill(data, value);
        return new RealImage(8, 10, data);
    }

    static ScanStatus status(String scanId, ScanStatus.State state, int finished, int expected, long refused) {
        return new ScanStatus(
                scanId, state, new ScanStatus.Counts(9, 2, refused, 3), expected, finished, "a message", 3000);
    }

    static DeadLetter letter(String scanId, String reason) {
        return new DeadLetter(scanId, 5, reason, "larmor.readouts", 0, 7, new byte[0], 1);
    }
}
