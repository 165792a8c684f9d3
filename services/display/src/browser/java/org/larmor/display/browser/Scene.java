package org.larmor.display.browser;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.display.Samples;

/** What the reconstruction might publish: a head of a few ellipses, blurred by stripes where it is an early stage. */
final class Scene {
    static final String SCAN = "head";
    private static final int SIZE = 96;

    private Scene() {}

    static ReconImage picture(int slice, Stage stage, int revision) {
        ReconImage like = Samples.image(SCAN, new ImageIndex(0, 0, 0, slice), stage, revision);
        RealImage deviation = image((u, v) -> u * u + v * v < 1 ? .05 + .05 * u : 0);
        return new ReconImage(
                SCAN,
                like.index(),
                stage,
                revision,
                stage == Stage.REFINED,
                like.geometry(),
                image((u, v) -> head(u, v, slice) + (3 - stage.ordinal()) * .05 * (1 + Math.sin(12 * v))),
                stage == Stage.REFINED ? new Uncertainty(deviation, deviation, .06) : null,
                1,
                like.provenance(),
                new ReconImage.Timing(1000, 2000, 2500 + revision));
    }

    /** All stages of a slice. */
    static List<ReconImage> stages(int slice) {
        List<ReconImage> pictures = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            pictures.add(picture(slice, stage, stage.ordinal()));
        }
        return pictures;
    }

    static Frame frame(int phase, int phases) {
        Frame like = Samples.measured(phase, phases, phase);
        Provenance how = like.provenance();
        return new Frame(
                SCAN,
                Frame.Kind.MEASURED,
                phase,
                like.source(),
                like.target(),
                0,
                like.time(),
                like.geometry(),
                image((u, v) -> head(u, v, phase)),
                null,
                null,
                0,
                how,
                2500,
                2600);
    }

    static ScanStatus receiving(int slice, Integer... lines) {
        return new ScanStatus(
                SCAN,
                State.RECEIVING,
                new Counts(lines.length, 0, 0, 0),
                2,
                0,
                "",
                6,
                null,
                new ScanStatus.Intake(255, List.of()),
                "",
                List.of(new ArrivedLines(new ImageIndex(0, 0, 0, slice), 8, List.of(lines))));
    }

    static ScanStatus done(String scanId) {
        return new ScanStatus(scanId, State.DONE, new Counts(9, 0, 0, 0), 2, 2, "2 images", 7);
    }

    private interface Field {
        double at(double u, double v);
    }

    private static RealImage image(Field field) {
        float[] data = new float[SIZE * SIZE];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) field.at((i % SIZE - 48) / 34.0, (i / SIZE - 48) / 42.0);
        }
        return new RealImage(SIZE, SIZE, data);
    }

    private static double head(double u, double v, int slice) {
        double radius = u * u + v * v;
        double ventricle = Math.pow((Math.abs(u) - .25) / .12, 2) + Math.pow((v + .1) / (.2 + .04 * slice), 2);
        return radius > 1 ? 0 : radius > .85 ? 1 : ventricle < 1 ? .15 : .55 + .1 * u;
    }
}
