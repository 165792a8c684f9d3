package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** The frames of a simulated beating heart, together and one by one. */
class CineReconstructionTest {
    private static final int PHASES = 8;

    private final SimulatedScan scan = heart();
    private final List<AssembledImage> frames = frames();

    @Test
    void framesTogetherAreNearerToTheTruthThanSenseFrameByFrame() {
        double alone = score(Method.SENSE, false);
        double together = score(Method.LOW_RANK_SPARSE, true);
        assertTrue(together > alone + 2, "together " + together + " dB, SENSE frame by frame " + alone + " dB");
    }

    @Test
    void mapsOfTheTimeAverageMakeSenseBetterThanThoseOfEachFrame() {
        double alone = score(Method.SENSE, false);
        double together = score(Method.SENSE, true);
        assertTrue(together > alone, "maps of all " + together + " dB, of each " + alone + " dB");
    }

    @Test
    void theNetworkBeginsFromTheFramesPictureInOnePass() {
        List<DiffusionStep.Slice> asked = new ArrayList<>();
        var reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, new Listening(asked), () -> 0);
        var steps = List.of(Step.COARSE, Step.REFINED);
        reconstruction.pictures(List.of(job(frames.get(2), Method.COARSE_TO_FINE, steps, true)));
        reconstruction.pictures(List.of(job(frames.get(5), Method.COARSE_TO_FINE, steps, true)));
        for (DiffusionStep.Slice slice : asked) {
            DiffusionStep.Coarse start = slice.coarse();
            assertNotNull(start);
            assertEquals(Origin.OTHER_FRAMES, start.origin());
            assertEquals(1, start.passes());
        }
        assertSame(asked.get(0).maps(), asked.get(1).maps(), "maps are found once a slice");
        assertEquals(asked.get(0).noiseLevel(), asked.get(1).noiseLevel());
    }

    @Test
    void anImageWithoutOtherFramesIsMadeByTheWaveletAndSaysSo() {
        ReconJob job = job(frames.get(0), Method.LOW_RANK_SPARSE, List.of(Step.TEMPORAL), false);
        Picture picture = reconstruction().pictures(List.of(job)).getFirst();
        assertEquals("l1-wavelet", picture.provenance().method());
        assertTrue(picture.provenance().remark().contains("no other frames of the slice"));
    }

    @Test
    void withoutAModelACineEndsWithTheTemporalClassicAndSaysWhy() {
        ReconJob job = job(frames.get(0), Method.COARSE_TO_FINE, List.of(Step.COARSE, Step.REFINED), true);
        Picture picture = reconstruction().pictures(List.of(job)).getFirst();
        assertEquals("low-rank-sparse", picture.provenance().method());
        assertTrue(picture.provenance().remark().contains("no model in this test"));
        assertTrue(picture.isLast());
    }

    private double score(Method method, boolean together) {
        Reconstruction reconstruction = reconstruction();
        List<RealImage> truth = new ArrayList<>();
        List<RealImage> pictures = new ArrayList<>();
        for (AssembledImage frame : frames) {
            ReconJob job = job(frame, method, List.of(method.steps().getLast()), together);
            pictures.add(reconstruction.pictures(List.of(job)).getFirst().magnitude());
            truth.add(scan.expected(frame.index()));
        }
        return Score.mean(Score.of(truth, pictures)).object();
    }

    private static Reconstruction reconstruction() {
        return new Reconstruction(ReconstructSettings.DEFAULT, DiffusionStep.none("no model in this test"), () -> 0);
    }

    private ReconJob job(AssembledImage frame, Method method, List<Step> steps, boolean together) {
        return new ReconJob(
                header(),
                new ScanOptions(method, "", 0, 0, 1),
                0,
                0,
                frame,
                together ? frames : List.of(frame),
                true,
                steps,
                0,
                0,
                new AtomicBoolean());
    }

    private ScanHeader header() {
        return scan.header();
    }

    private static SimulatedScan heart() {
        SimulationSettings usual = SimulationSettings.heart("heart", 3);
        return new SimulatedScan(new SimulationSettings(
                "heart",
                usual.anatomy(),
                72,
                64,
                1,
                PHASES,
                6,
                1,
                MaskKind.KT_RANDOM,
                6,
                6,
                AcquisitionOrder.LINEAR,
                .03,
                16,
                usual.repetitionTimeMillis(),
                usual.fieldOfViewMm(),
                3));
    }

    private List<AssembledImage> frames() {
        var assembler = new KSpaceAssembler("heart", AssemblySettings.DEFAULT);
        scan.iterator().forEachRemaining(assembler::accept);
        List<AssembledImage> images = new ArrayList<>();
        for (ImageIndex index : assembler.images()) {
            images.add(assembler.snapshot(index).orElseThrow());
        }
        return images;
    }

    /** A model that is asked and makes nothing. */
    private record Listening(List<DiffusionStep.Slice> asked) implements DiffusionStep {
        @Override
        public Choice choose(String scanId, Wish wish) {
            return new Choice.Chosen(new Model("listening", "1", "00"), "");
        }

        @Override
        public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
            asked.addAll(slices);
            return List.of();
        }

        @Override
        public void forget(String scanId) {}

        @Override
        public void close() {}
    }
}
