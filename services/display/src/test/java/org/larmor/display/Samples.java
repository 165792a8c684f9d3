package org.larmor.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;

/** Pictures for tests. */
public final class Samples {
    private Samples() {}

    /** Values from 0 to 1, other ones for another seed. */
    public static RealImage random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] data = new float[rows * columns];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return new RealImage(rows, columns, data);
    }

    /** A picture of the given image and stage, 12 x 8 pixels of 1 x 2 mm, with an uncertainty where refined. */
    public static ReconImage image(String scanId, ImageIndex index, Stage stage, int revision) {
        @Nullable
        Uncertainty uncertainty =
                stage == Stage.REFINED ? new Uncertainty(random(12, 8, 77), random(12, 8, 78), .05) : null;
        return new ReconImage(
                scanId,
                index,
                stage,
                revision,
                stage == Stage.REFINED,
                geometry(Vector3.ZERO),
                random(12, 8, revision),
                uncertainty,
                0.25,
                new Provenance(
                        stage.label(),
                        "",
                        "",
                        "",
                        0,
                        0,
                        false,
                        1,
                        0.01,
                        4,
                        "",
                        List.of(new Provenance.Step("fft", 1.5))),
                new ReconImage.Timing(1000, 2000, 2500));
    }

    /** Axial, 8 mm along columns and 24 mm along rows, 5 mm thick. */
    public static Geometry geometry(Vector3 position) {
        Readout.Placement axial = Readout.Placement.AXIAL;
        return new Geometry(
                new Readout.Placement(position, axial.read(), axial.phase(), axial.slice()), new Vector3(8, 24, 5));
    }

    /** A map over the first image of these scans, T1 first, whose threshold half of its pixels pass. */
    public static AnomalyMap anomaly(int revision, String... scans) {
        List<AnomalyMap.Source> sources = new ArrayList<>();
        for (int i = 0; i < scans.length; i++) {
            sources.add(new AnomalyMap.Source(scans[i], ImageIndex.FIRST, 3, Contrast.values()[i]));
        }
        RealImage map = random(12, 8, revision);
        return new AnomalyMap(
                "study",
                sources,
                revision,
                geometry(Vector3.ZERO),
                new AnomalyFinding(
                        map,
                        map,
                        Map.of(),
                        .9,
                        .5,
                        .5,
                        .03,
                        412,
                        true,
                        new AnomalyFinding.Made("anomaly-brain", "1", "ab", List.of(400), 36, 21, 7, "", 900)),
                2600,
                4000);
    }

    /** A measured frame of scan "a", slice 0, whose cycle has so many phases. */
    public static Frame measured(int phase, int phases, int generation) {
        return frame(Frame.Kind.MEASURED, phase, phase, phases, 0, generation);
    }

    /** A synthesised frame between two phases. */
    public static Frame synthesised(int source, int target, int phases, double gamma, int generation) {
        return frame(Frame.Kind.SYNTHESISED, source, target, phases, gamma, generation);
    }

    private static Frame frame(Frame.Kind kind, int source, int target, int phases, double gamma, int generation) {
        int width = (target - source + phases) % phases;
        ReconImage like = image("a", new ImageIndex(0, 0, source, 0), Stage.REFINED, 1);
        return new Frame(
                "a",
                kind,
                generation,
                new Frame.Phase(like.index(), 1, (double) source / phases),
                new Frame.Phase(new ImageIndex(0, 0, target, 0), 1, (double) target / phases),
                gamma,
                (source + gamma * width) / phases % 1,
                like.geometry(),
                random(12, 8, generation),
                kind == Frame.Kind.MEASURED ? new Frame.Deviation(random(12, 8, 77), random(12, 8, 78)) : null,
                null,
                0,
                like.provenance(),
                2500,
                2600);
    }
}
