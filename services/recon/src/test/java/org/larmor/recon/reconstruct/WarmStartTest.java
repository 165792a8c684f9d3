package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** What a picture begins from. */
class WarmStartTest {
    private final TestScan scan = new TestScan("s", 1, 2, 3);
    private final List<DiffusionStep.Slice> asked = new ArrayList<>();
    private String remark = "";
    private boolean calibrated = true;
    private final AssembledImage half = image(.5);
    private final AssembledImage whole = image(1);

    @Test
    void aRefinedPictureBeginsFromTheCoarseOneOfItsOwnData() {
        Reconstruction reconstruction = reconstruction(0);
        reconstruction.pictures(List.of(job(half, false, Step.COARSE)));
        Picture coarse = make(reconstruction, job(whole, true, Step.COARSE, Step.REFINED));
        Picture refined = make(reconstruction, coarse.job().with(coarse.next()));

        DiffusionStep.Coarse start = asked.get(2).coarse();
        assertNotNull(start);
        assertEquals(Origin.SAME_DATA, start.origin());
        assertEquals(1, start.picture().data()[0], "the number of the coarse picture");
        assertTrue(refined.provenance().warmStart());
    }

    @Test
    void theCoarsePictureOfAWholeImageNeverDependsOnThePreviewsThatWereMade() {
        for (int warmPasses : new int[] {0, 2}) {
            asked.clear();
            Reconstruction reconstruction = reconstruction(warmPasses);
            reconstruction.pictures(List.of(job(half, false, Step.COARSE)));
            reconstruction.pictures(List.of(job(whole, true, Step.COARSE, Step.REFINED)));
            assertNull(asked.get(1).coarse());
        }
    }

    @Test
    void aPreviewBeginsFromTheOneBeforeOnlyWhereThatIsConfigured() {
        for (int warmPasses : new int[] {0, 2}) {
            asked.clear();
            Reconstruction reconstruction = reconstruction(warmPasses);
            reconstruction.pictures(List.of(job(half, false, Step.COARSE)));
            reconstruction.pictures(List.of(job(image(.7), false, Step.COARSE)));
            DiffusionStep.Coarse start = asked.get(1).coarse();
            assertEquals(warmPasses > 0, start != null);
            assertTrue(start == null || start.origin() == Origin.EARLIER_DATA);
        }
    }

    @Test
    void saysWhereTheModelKnowsOtherAnatomiesAndWhereItsUncertaintyIsNotCalibrated() {
        assertEquals("", remarkOf(job(whole, true, Step.COARSE)));
        remark = "model numbering was trained on others";
        calibrated = false;
        assertEquals(
                "model numbering was trained on others; the uncertainty of coarse-to-fine is not calibrated for model numbering",
                remarkOf(job(whole, true, Step.COARSE)));
    }

    private String remarkOf(ReconJob job) {
        return make(reconstruction(0), job).provenance().remark();
    }

    @Test
    void anotherScanHasNoPartInIt() {
        Reconstruction reconstruction = reconstruction(2);
        reconstruction.pictures(List.of(job(half, false, Step.COARSE)));
        reconstruction.forget("s");
        reconstruction.pictures(List.of(job(image(.7), false, Step.COARSE)));
        assertNull(asked.get(1).coarse());
    }

    private static Picture make(Reconstruction reconstruction, ReconJob job) {
        Picture picture = reconstruction.pictures(List.of(job)).get(0);
        assertSame(job, picture.job());
        return picture;
    }

    private Reconstruction reconstruction(int warmPasses) {
        ReconstructSettings usual = ReconstructSettings.DEFAULT;
        return new Reconstruction(
                new ReconstructSettings(
                        usual.threads(),
                        usual.virtualCoils(),
                        warmPasses,
                        usual.noiseFloor(),
                        usual.maps(),
                        usual.sense(),
                        usual.wavelet(),
                        usual.cine()),
                new Numbering(),
                () -> 0);
    }

    private ReconJob job(AssembledImage image, boolean isWhole, Step... steps) {
        ScanOptions options = new ScanOptions(Method.COARSE_TO_FINE, "", 0, 0, 1);
        return new ReconJob(scan.header(), options, 0, image, isWhole, List.of(steps), 0, 0, new AtomicBoolean());
    }

    private AssembledImage image(double share) {
        KSpace kspace = scan.kspace(0);
        return new AssembledImage(
                ImageIndex.FIRST,
                kspace,
                null,
                share,
                share == 1,
                new Geometry(Placement.AXIAL, Vector3.ZERO),
                scan.header().recon(),
                Vector3.ZERO,
                false,
                "");
    }

    /** A model whose pictures are constant: how many were asked for before. */
    private final class Numbering implements DiffusionStep {
        @Override
        public Choice choose(String scanId, Wish wish) {
            return new Choice.Chosen(new Model("numbering", "1", "00"), remark);
        }

        @Override
        public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
            float[] data = new float[2 * TestScan.ROWS * TestScan.COLUMNS];
            java.util.Arrays.fill(data, asked.size());
            asked.addAll(slices);
            RealImage deviation =
                    new RealImage(TestScan.ROWS, TestScan.COLUMNS, new float[TestScan.ROWS * TestScan.COLUMNS]);
            ComplexImage picture = new ComplexImage(TestScan.ROWS, TestScan.COLUMNS, data);
            boolean warm = slices.get(0).coarse() != null;
            return List.of(new Result(
                    picture, new Uncertainty(deviation, deviation, .1), calibrated, 1, 0, warm, List.of(), ""));
        }

        @Override
        public void forget(String scanId) {}

        @Override
        public void close() {}
    }
}
