package org.larmor.console.bridge;

import java.util.List;
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

/** Pictures of two rows and three columns, and statuses, as the service publishes them. */
final class Pictures {
    static final String SCAN = "s";
    static final float[] PIXELS = {0, 1, 2, 3, 4, 5};

    private Pictures() {}

    static ReconImage preview(int slice, int revision) {
        return picture(slice, revision, false);
    }

    static ReconImage last(int slice, int revision) {
        return picture(slice, revision, true);
    }

    private static ReconImage picture(int slice, int revision, boolean last) {
        RealImage deviation = new RealImage(2, 3, new float[] {.1f, .2f, .3f, .4f, .5f, .6f});
        var placement = new Readout.Placement(
                new Vector3(10, 20, 30), new Vector3(0, 1, 0), new Vector3(0, 0, 1), new Vector3(1, 0, 0));
        return new ReconImage(
                SCAN,
                new ImageIndex(1, 0, 2, slice),
                last ? Stage.REFINED : Stage.SENSE,
                revision,
                last,
                new Geometry(placement, new Vector3(220, 210, 5)),
                new RealImage(2, 3, PIXELS.clone()),
                last ? new Uncertainty(deviation, deviation, .0321) : null,
                .25,
                new Provenance(
                        "coarse-to-fine", "brain <small>", "1.2", "abc", 44, 8, true, 7, 1, 4, "a & b", List.of()),
                new ReconImage.Timing(1, 2, 3));
    }

    static ScanStatus status(ScanStatus.State state, int finished, String message) {
        return new ScanStatus(SCAN, state, ScanStatus.Counts.NONE, finished, finished, message, 0);
    }
}
