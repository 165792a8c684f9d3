package org.larmor.app.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.cli.BadInput;
import org.larmor.console.ScanSource;
import org.larmor.console.file.ReplayOptions;
import org.larmor.console.file.ScanFiles;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.phantom.CoilArray;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;
import org.larmor.core.phantom.PictureScan;
import org.larmor.display.files.NpyFile;
import org.larmor.recon.flow.Method;
import org.larmor.recon.reconstruct.DiffusionStep;

class EvaluationTest {
    private static final Path SCANS = Path.of("../console/src/test/resources/scans");

    @TempDir
    private Path folder;

    @Test
    void comparesEveryMethodAtEveryAccelerationWithEveryMask() throws Exception {
        write(folder.resolve("disc.kspace.npy"), scan(4));
        EvalReport report = evaluate(
                new Cases(List.of(2.0, 3.0), List.of("random", "uniform"), 16, 1).of(folder),
                Method.of("zero-filled"),
                Method.of("sense"));

        assertEquals(8, report.rows().size());
        assertEquals(8, report.means().size());
        for (int i = 0; i < 8; i += 2) {
            EvalRow zeroFilled = report.rows().get(i);
            EvalRow sense = report.rows().get(i + 1);
            assertEquals(List.of("zero-filled", "sense"), List.of(zeroFilled.method(), sense.method()));
            assertEquals(zeroFilled.acceleration(), sense.acceleration());
            assertTrue(
                    !sense.mask().equals("uniform")
                            || sense.score().object() > zeroFilled.score().object() + 3,
                    () -> "aliasing must be undone: " + sense + " after " + zeroFilled);
        }
        Path out = folder.resolve("out");
        report.write(out.resolve("eval.md"));
        String text = Files.readString(out.resolve("eval.md"));
        assertTrue(text.contains("BART is not on the PATH"), text);
        assertEquals(
                2 * 8 + 4, text.lines().filter(line -> line.startsWith("|")).count(), text);
        List<String> plots = EvalPlots.write(report, out).stream()
                .map(path -> path.getFileName().toString())
                .toList();
        assertEquals(
                List.of(
                        "psnr-random.png",
                        "object-random.png",
                        "ssim-random.png",
                        "psnr-uniform.png",
                        "object-uniform.png",
                        "ssim-uniform.png"),
                plots);
        assertTrue(Files.size(out.resolve("psnr-random.png")) > 1000);
    }

    @Test
    void takesAScanInAFileAsItIs() throws Exception {
        Files.copy(SCANS.resolve("shepp-logan.h5"), folder.resolve("phantom.h5"));
        List<RealImage> own = new ArrayList<>();
        try (ScanSource source = ScanFiles.open(ReplayOptions.of(folder.resolve("phantom.h5")))) {
            MeasuredScan.images(source).forEach(image -> own.add(ZeroFilled.rootSumOfSquares(image.kspace())));
        }
        NpyFile.write(folder.resolve("phantom.truth.npy"), own);

        EvalReport report =
                evaluate(new Cases(List.of(4.0), List.of("random"), 16, 1).of(folder), Method.of("zero-filled"));

        assertEquals(1, report.rows().size());
        assertEquals("phantom", report.rows().getFirst().name());
        assertEquals(0, report.rows().getFirst().score().nrmse(), 1e-6, "the truth is the zero-filled picture itself");
    }

    @Test
    void makesACineOfASeriesWhoseFramesHaveOtherLines() throws Exception {
        Files.write(folder.resolve("heart.nii"), series(6));
        List<PlannedCase> cases = new Cases(List.of(3.0), List.of("kt-random"), 6, 1).of(folder);
        EvalCase cine = cases.getFirst().loader().load();
        assertEquals(6, cine.images().size());
        assertEquals(6, cine.framesOf(cine.images().get(2)).size());
        assertEquals(48, cine.truth().getFirst().rows(), "a fifth more than 40");
        assertNotEquals(lines(cine, 0), lines(cine, 1));

        List<EvalRow> rows = evaluate(cases, Method.SENSE, Method.LOW_RANK_SPARSE, Method.COARSE_TO_FINE)
                .rows();
        assertEquals(
                List.of(
                        "sense",
                        "low-rank-sparse",
                        "coarse-to-fine, coarse, frame by frame",
                        "coarse-to-fine, frame by frame",
                        "coarse-to-fine, coarse",
                        "coarse-to-fine"),
                rows.stream().map(EvalRow::method).toList());
        assertTrue(rows.get(1).score().object() > rows.get(0).score().object(), rows::toString);
    }

    private static List<Boolean> lines(EvalCase cine, int frame) {
        SamplingMask mask = cine.images().get(frame).kspace().mask();
        return java.util.stream.IntStream.range(0, mask.rows())
                .mapToObj(row -> mask.isSampled(row, 0))
                .toList();
    }

    /** A disc of 40 x 40 pixels that grows and shrinks, as a NIfTI-1 series of one slice. */
    private static byte[] series(int frames) {
        ByteBuffer file = ByteBuffer.allocate(352 + 4 * 40 * 40 * frames).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348);
        short[] dimensions = {4, 40, 40, 1, (short) frames, 1, 1, 1};
        for (int i = 0; i < dimensions.length; i++) {
            file.putShort(40 + 2 * i, dimensions[i]);
        }
        file.putShort(70, (short) 16).putFloat(108, 352);
        for (int i = 0; i < 40 * 40 * frames; i++) {
            double radius = 8 + 3 * Math.cos(2 * Math.PI * (i / 1600) / frames);
            double far = Math.hypot(i / 40 % 40 - 20, i % 40 - 18);
            file.putFloat(352 + 4 * i, (float) (0.4 + 1 / (1 + Math.exp(far - radius))));
        }
        return file.array();
    }

    @Test
    void saysWhyAModelWasNotUsed() throws Exception {
        write(folder.resolve("disc.kspace.npy"), scan(2));
        EvalReport report =
                evaluate(new Cases(List.of(2.0), List.of("uniform"), 16, 1).of(folder), lastOf(Method.values()));
        assertTrue(report.text().contains("no model in this test"), report.text());
    }

    @Test
    void needsNoDataToBeTriedOut() throws Exception {
        List<PlannedCase> cases = new Cases(List.of(4.0), List.of("uniform"), 20, 1).builtIn(1);
        EvalCase brain = cases.getFirst().loader().load();
        assertEquals(4, cases.size());
        assertEquals(
                "uniform", MeasuredScan.kind(brain.images().getFirst().kspace().mask()));
        assertEquals(
                brain.images().getFirst().kspace().rows(),
                brain.truth().getFirst().rows());
    }

    @Test
    void tellsHowLinesWereChosen() {
        for (long seed = 1; seed <= 20; seed++) {
            assertEquals("random", kind(Masks.lines(MaskKind.RANDOM, 120, 4, 20, 0, seed)), "seed " + seed);
        }
        for (int step = 2; step <= 8; step++) {
            assertEquals("uniform", kind(Masks.lines(MaskKind.UNIFORM, 120, step, 20, step / 2, 1)), "R " + step);
        }
        assertEquals("full", kind(Masks.lines(MaskKind.FULL, 120, 1, 20, 0, 1)));
    }

    @Test
    void bartsFilesHoldThePhaseEncodingFastest() throws IOException {
        float[] data = new float[2 * 2 * 3];
        for (int i = 0; i < data.length; i += 2) {
            data[i] = 3 * i;
            data[i + 1] = 4 * i;
        }
        KSpace kspace = new KSpace(1, SamplingMask.ofLines(new boolean[] {true, true}, 3), data);
        Path name = folder.resolve("k");
        Bart.write(name, kspace);
        assertEquals("# Dimensions\n1 2 3 1\n", Files.readString(Path.of(name + ".hdr")));
        float[] inFile = new float[12];
        ByteBuffer.wrap(Files.readAllBytes(Path.of(name + ".cfl")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(inFile);
        assertEquals(3 * 6, inFile[2], "row 1, column 0 follows row 0, column 0");
        float[] sizes = Bart.read(name, 2, 3).data();
        for (int i = 0; i < sizes.length; i++) {
            assertEquals(10 * i, sizes[i], 1e-4);
        }
    }

    @Test
    void refusesFoldersThatHoldNoCase() throws Exception {
        Cases cases = new Cases(List.of(4.0), List.of("random"), 16, 1);
        assertRefused("there is no such folder", () -> cases.of(folder.resolve("none")));
        assertRefused("holds no case", () -> cases.of(folder));
        Files.copy(SCANS.resolve("shepp-logan.h5"), folder.resolve("a.h5"));
        assertRefused("a.truth.npy is missing", () -> cases.of(folder));
        NpyFile.write(folder.resolve("a.truth.npy"), List.of(new RealImage(2, 3, new float[6])));
        PlannedCase wrong = cases.of(folder).getFirst();
        assertRefused(
                "pictures of 2 x 3, but the scan's are", () -> wrong.loader().load());
        assertRefused("mask 'stripes' is none of", () -> new Cases(List.of(4.0), List.of("stripes"), 16, 1));
        assertRefused("acceleration 0.5 is not 1 to 64", () -> new Cases(List.of(0.5), List.of("random"), 16, 1));
    }

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable action) {
        String message = String.valueOf(assertThrows(BadInput.class, action).getMessage());
        assertTrue(message.contains(reason) && message.lines().count() == 1, message);
    }

    private static EvalReport evaluate(List<PlannedCase> cases, Method... methods) throws Exception {
        try (DiffusionStep none = DiffusionStep.none("no model in this test")) {
            var service = new ServiceMethods(none, "", 0, 1);
            return new Evaluation(List.of(methods), service, Optional.empty()).run(cases, (done, what) -> {});
        }
    }

    /** A method that ends with a model. */
    private static Method lastOf(Method[] methods) {
        return methods[methods.length - 1];
    }

    private static String kind(boolean[] lines) {
        return MeasuredScan.kind(SamplingMask.ofLines(lines, 8));
    }

    /** A disc with stripes so fine that the calibration lines do not show them. */
    private static KSpace scan(int coils) {
        float[] data = new float[64 * 64];
        for (int i = 0; i < data.length; i++) {
            double far = Math.hypot((i / 64 - 32) / 22.0, (i % 64 - 32) / 18.0);
            data[i] = (float) ((1 + 0.4 * Math.sin(2.0 * (i / 64))) / (1 + Math.exp(12 * (far - 1))));
        }
        return PictureScan.of(new RealImage(64, 64, data), 64, 64, CoilArray.ring(coils, 1), 0.005, 1);
    }

    private static void write(Path file, KSpace kspace) throws IOException {
        byte[] header = ("{'descr': '<c8', 'fortran_order': False, 'shape': (" + kspace.coils() + ", 64, 64), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + 4 * kspace.data().length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header);
        bytes.asFloatBuffer().put(kspace.data());
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.capacity()));
    }
}
