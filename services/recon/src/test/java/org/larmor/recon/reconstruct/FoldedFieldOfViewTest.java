package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.cine.LowRankSparse;
import org.larmor.core.cine.TimeAverage;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.Vector3;
import org.larmor.core.metrics.Score;
import org.larmor.core.numerics.CentredFft;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;

/** A beating heart whose chest is larger than the field of view: what lies outside folds over from the other side. */
class FoldedFieldOfViewTest {
    private static final int ROWS = 96;
    private static final int FEWER = 60;
    private static final int COLUMNS = 64;
    private static final int PHASES = 6;
    private static final int ACS = 24;

    private final List<KSpace> full = new ArrayList<>();
    private final List<AssembledImage> frames = new ArrayList<>();

    FoldedFieldOfViewTest() {
        SimulatedScan scan = scan();
        var assembler = new KSpaceAssembler("chest", AssemblySettings.DEFAULT);
        scan.iterator().forEachRemaining(assembler::accept);
        for (ImageIndex index : assembler.images()) {
            AssembledImage whole = assembler.snapshot(index).orElseThrow();
            KSpace folded = folded(whole.kspace());
            full.add(folded);
            frames.add(of(whole, undersampled(folded, frames.size())));
        }
    }

    @Test
    void aPictureShowsWhatFoldsOverAndSaysSo() {
        Picture picture = picture(frames.getFirst(), Method.SENSE, List.of(frames.getFirst()));
        double both = Score.of(truth().getFirst(), picture.magnitude()).object();
        double one = Score.of(truth().getFirst(), withOneSetOfMaps(frames.getFirst()))
                .object();
        assertTrue(both > one + 4, "two sets of maps " + both + " dB, one " + one + " dB");
        assertTrue(picture.provenance().remark().contains("a second set of coil maps"));
    }

    @Test
    void theFramesOfACineShowWhatFoldsOver() {
        List<KSpace> kspaces = frames.stream().map(AssembledImage::kspace).toList();
        List<RealImage> one = new LowRankSparse(LowRankSparse.Settings.DEFAULT)
                .reconstruct(kspaces, Espirit.maps(TimeAverage.of(kspaces), Espirit.Settings.UNCROPPED)).stream()
                        .map(ComplexImage::magnitude)
                        .toList();
        List<RealImage> two = frames.stream()
                .map(frame -> picture(frame, Method.LOW_RANK_SPARSE, frames).magnitude())
                .toList();
        double both = Score.mean(Score.of(truth(), two)).object();
        double alone = Score.mean(Score.of(truth(), one)).object();
        assertTrue(both > alone + 4, "two sets of maps " + both + " dB, one " + alone + " dB");
    }

    private List<RealImage> truth() {
        return full.stream().map(ZeroFilled::rootSumOfSquares).toList();
    }

    private RealImage withOneSetOfMaps(AssembledImage frame) {
        return new CgSense(CgSense.Settings.DEFAULT)
                .reconstruct(frame.kspace(), Espirit.maps(frame.kspace(), Espirit.Settings.UNCROPPED))
                .magnitude();
    }

    private Picture picture(AssembledImage frame, Method method, List<AssembledImage> together) {
        ReconJob job = new ReconJob(
                scan().header(),
                new ScanOptions(method, "", 0, 0, 1),
                0,
                0,
                frame,
                together,
                true,
                List.of(method.steps().getLast()),
                0,
                0,
                new AtomicBoolean());
        return new Reconstruction(ReconstructSettings.DEFAULT, DiffusionStep.none("no model in this test"), () -> 0)
                .pictures(List.of(job))
                .getFirst();
    }

    private static SimulatedScan scan() {
        SimulationSettings usual = SimulationSettings.heart("chest", 3);
        return new SimulatedScan(new SimulationSettings(
                "chest",
                usual.anatomy(),
                ROWS,
                COLUMNS,
                1,
                PHASES,
                8,
                1,
                MaskKind.UNIFORM,
                1,
                ACS,
                AcquisitionOrder.LINEAR,
                .01,
                0,
                usual.repetitionTimeMillis(),
                usual.fieldOfViewMm(),
                3));
    }

    /** The fully sampled scan of a field of view of fewer rows. */
    private static KSpace folded(KSpace whole) {
        float[] images = ZeroFilled.coilImages(whole);
        float[] fewer = new float[images.length / ROWS * FEWER];
        for (int line = 0; line < whole.coils() * ROWS; line++) {
            int row = Math.floorMod(line % ROWS - ROWS / 2 + FEWER / 2, FEWER);
            for (int i = 0; i < 2 * COLUMNS; i++) {
                fewer[(line / ROWS * FEWER + row) * 2 * COLUMNS + i] += images[line * 2 * COLUMNS + i];
            }
        }
        new CentredFft(FEWER, COLUMNS).forward(fewer, whole.coils());
        boolean[] lines = new boolean[FEWER];
        Arrays.fill(lines, true);
        return new KSpace(whole.coils(), SamplingMask.ofLines(lines, COLUMNS), fewer);
    }

    /** Every third line, others in each frame, and the calibration lines. */
    private static KSpace undersampled(KSpace full, int frame) {
        boolean[] lines = new boolean[FEWER];
        for (int row = 0; row < FEWER; row++) {
            lines[row] = row % 3 == frame % 3 || Math.abs(row - FEWER / 2) < ACS / 2;
        }
        SamplingMask mask = SamplingMask.ofLines(lines, COLUMNS);
        float[] data = full.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] *= mask.data()[i / 2 % (FEWER * COLUMNS)];
        }
        return new KSpace(full.coils(), mask, data);
    }

    private static AssembledImage of(AssembledImage whole, KSpace kspace) {
        Vector3 extent = whole.gridFieldOfViewMm();
        Vector3 smaller = new Vector3(extent.x(), extent.y() * FEWER / ROWS, extent.z());
        return new AssembledImage(
                whole.index(),
                kspace,
                null,
                whole.share(),
                true,
                whole.geometry(),
                new EncodedSpace(COLUMNS, FEWER, 1, smaller),
                smaller,
                false,
                "");
    }
}
