package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.Vector3;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.recon.TestPackage;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** The device's memory over many scans, and where it is too small. */
class DeviceMemoryTest {
    /** With {@code -Dlarmor.test.scans=1000} as many. */
    private static final int SCANS = Integer.getInteger("larmor.test.scans", 200);

    private static final int SIDE = 32;

    @Test
    void manyScansLeaveNothingOnTheDevice(@TempDir Path zoo) throws IOException {
        new TestPackage(zoo).write("0.1");
        TorchRuntime runtime = TorchRuntime.start(new TorchSettings(1, "cpu", 16, null));
        var size = new ModelDiffusion.Size(SIDE, SIDE);
        try (ModelDiffusion models = new ModelDiffusion(zoo, runtime, 8, List.of(size), System::nanoTime)) {
            var reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, models, () -> 0);
            reconstruct(reconstruction, 0);
            int before = runtime.managedArrays();
            for (int scan = 1; scan <= SCANS; scan++) {
                Picture picture = reconstruct(reconstruction, scan);
                assertEquals(
                        "dilated",
                        picture.provenance().model(),
                        picture.provenance().remark());
            }
            assertEquals(before, runtime.managedArrays());
        }
    }

    private static Picture reconstruct(Reconstruction reconstruction, int scan) {
        Picture picture = reconstruction
                .pictures(List.of(job("scan-" + scan, Step.COARSE)))
                .getFirst();
        reconstruction.forget("scan-" + scan);
        return picture;
    }

    @Test
    void whereTheDeviceHasNotTheMemoryTheClassicIsPublishedAndSaysWhy() {
        var reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, new Exhausted(), () -> 0);
        Picture picture = reconstruction
                .pictures(List.of(job("s", Step.COARSE, Step.REFINED)))
                .getFirst();
        assertTrue(picture.isLast());
        assertEquals("l1-wavelet", picture.provenance().method());
        assertTrue(
                picture.provenance().remark().startsWith("the device's memory is too small for model large"),
                picture.provenance().remark());
    }

    private static ReconJob job(String scanId, Step... steps) {
        boolean[] lines = new boolean[SIDE];
        for (int row = 0; row < SIDE; row++) {
            lines[row] = row != 1;
        }
        float[] data = new float[2 * SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            data[i] = lines[i / (2 * SIDE)] ? (float) Math.sin(1 + i) : 0;
        }
        var image = new AssembledImage(
                ImageIndex.FIRST,
                new KSpace(1, SamplingMask.ofLines(lines, SIDE), data),
                null,
                1,
                true,
                new Geometry(Placement.AXIAL, Vector3.ZERO),
                new EncodedSpace(SIDE, SIDE, 1, new Vector3(SIDE, SIDE, 1)),
                Vector3.ZERO,
                false,
                "");
        ScanOptions options = new ScanOptions(Method.COARSE_TO_FINE, "", 0, 0, 1);
        return new ReconJob(
                new TestScan(scanId, 1, 1, 1).header(),
                options,
                0,
                image,
                true,
                List.of(steps),
                0,
                0,
                new AtomicBoolean());
    }

    /** A model that is too large for the device. */
    private static final class Exhausted implements DiffusionStep {
        @Override
        public Choice choose(String scanId, Wish wish) {
            return new Choice.Chosen(new Model("large", "1", "00"), "");
        }

        @Override
        public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
            throw new OutOfDeviceMemoryException(new IllegalStateException("CUDA out of memory"));
        }

        @Override
        public void forget(String scanId) {}

        @Override
        public void close() {}
    }
}
