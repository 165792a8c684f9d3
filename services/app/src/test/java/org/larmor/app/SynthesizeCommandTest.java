package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.data.NiftiGeometry;
import org.larmor.app.data.NiftiSeries;
import org.larmor.app.data.NiftiVolume;
import org.larmor.app.data.NpyArray;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;

/** {@code larmor synthesize} and {@code eval synthesis} with networks that move a picture by what its centre of mass moves. */
class SynthesizeCommandTest {
    private static final Path MODELS = Path.of("../../models/src/test/resources/deformable");
    private static final String ZOO = "larmor.zoo";
    private static final int ROWS = 40;
    private static final int COLUMNS = 48;

    @TempDir
    private Path folder;

    @BeforeEach
    void useTheModels() throws IOException {
        Path zoo = Files.createDirectories(folder.resolve("zoo/shift-2d"));
        for (String file : List.of("model.yaml", "latent.pt", "deformation.pt")) {
            Files.copy(MODELS.resolve("shift-2d").resolve(file), zoo.resolve(file));
        }
        System.setProperty(ZOO, folder.resolve("zoo").toString());
    }

    @AfterEach
    void forgetTheModels() {
        System.clearProperty(ZOO);
    }

    /** A blob whose centre is a share of (4, -2) pixels away. */
    private static RealImage blob(double share) {
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            double y = i / COLUMNS - (16 + 4 * share);
            double x = i % COLUMNS - (25 - 2 * share);
            data[i] = (float) (200 * Math.exp(-(y * y + x * x) / 40));
        }
        return new RealImage(ROWS, COLUMNS, data);
    }

    /** A stack of one. */
    private Path npy(String name, RealImage picture) throws IOException {
        Path file = folder.resolve(name);
        NpyFile.write(file, List.of(picture));
        return file;
    }

    /** Of a stack of one. */
    private float[] frame(int number) throws Exception {
        NpyArray frames = NpyArray.read(out("frames.npy"));
        assertEquals(List.of(1, ROWS, COLUMNS), frames.shape().subList(1, 4));
        return java.util.Arrays.copyOfRange(frames.data(), number * ROWS * COLUMNS, (number + 1) * ROWS * COLUMNS);
    }

    @Test
    void picturesBecomeFramesOfTheSameIntensities() throws IOException {
        Path source = png("ed.png", blob(0));
        Path target = png("es.png", blob(1));
        assertEquals("", run(0, source, target, "--frames", "5", "--samples", "2"));
        List<RealImage> frames = NpyFile.read(out("frames.npy"));
        assertEquals(5, frames.size());
        for (int frame = 0; frame < 5; frame++) {
            // 8-bit files: half a level of rounding, and 2 of linear interpolation
            assertArrayEquals(blob(frame / 4.0).data(), frames.get(frame).data(), 3);
        }
        assertEquals(5, NpyFile.read(out("uncertainty.npy")).size());
        JsonNode report = report();
        assertEquals("shift-2d", report.at("/model/name").asText());
        assertEquals(0, report.get("foldedShare").asDouble());
        assertEquals("the target itself", report.get("lastFrame").asText());
        assertEquals("[5,40,48]", report.get("shape").toString());
        assertEquals(5, pictures(out("frames.gif")));
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertFalse(left.anyMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void aStackOfNiftiKeepsItsGeometry() throws Exception {
        var geometry = new NiftiGeometry(
                new float[] {-1, 1.5f, 1.25f, 8, 1, 1, 1, 1},
                (short) 1,
                (short) 2,
                new float[] {0.1f, 0.2f, 0.3f, -10, 20, 30},
                new float[] {-1.5f, 0, 0, 90, 0, 1.25f, 0, -70, 0, 0, 8, 12},
                (byte) 10);
        Path source = folder.resolve("ed.nii.gz");
        Path target = folder.resolve("es.nii.gz");
        NiftiSeries.write(source, "source", geometry, List.of(RealVolume.of(List.of(blob(0), blob(0.5)))));
        NiftiSeries.write(target, "target", geometry, List.of(RealVolume.of(List.of(blob(1), blob(0.5)))));
        assertEquals("", run(0, source, target, "--frames", "3"));
        NiftiVolume.Series frames = NiftiVolume.series(out("frames.nii.gz"));
        assertEquals(3, frames.times().size());
        assertArrayEquals(geometry.rows(), frames.geometry().rows());
        assertArrayEquals(geometry.quaternion(), frames.geometry().quaternion());
        assertArrayEquals(geometry.pixdim(), frames.geometry().pixdim());
        assertEquals(2, frames.geometry().sformCode());
        NpyArray array = NpyArray.read(out("frames.npy"));
        assertEquals(List.of(3, 2, ROWS, COLUMNS), array.shape());
        assertArrayEquals(blob(0.5).data(), frames.times().get(1).slice(0).data(), 3);
        assertArrayEquals(
                NiftiVolume.series(source).times().get(0).data(),
                frames.times().get(0).data());
        assertArrayEquals(
                NiftiVolume.series(target).times().get(0).data(),
                frames.times().get(2).data());
    }

    @Test
    void aTargetOnAnotherGridIsResampledWithANote() throws Exception {
        float[] padded = new float[(ROWS + 8) * (COLUMNS + 6)];
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(blob(1).data(), row * COLUMNS, padded, (row + 4) * (COLUMNS + 6) + 3, COLUMNS);
        }
        Path target = npy("es.npy", new RealImage(ROWS + 8, COLUMNS + 6, padded));
        assertEquals("", run(0, npy("ed.npy", blob(0)), target, "--frames", "2"));
        assertArrayEquals(blob(1).data(), frame(1));
        assertEquals(
                "the target (48 x 54 pixels) was resampled to the source's grid (40 x 48 pixels), of which it covers 100 %",
                report().at("/notes/0").asText());
    }

    @Test
    void thePapersFormMovesTheSourceAlone() throws Exception {
        assertEquals("", run(0, npy("ed.npy", blob(0)), npy("es.npy", blob(1)), "--frames", "3", "--paper"));
        assertEquals(
                "the source moved by the whole motion",
                report().get("lastFrame").asText());
        assertEquals(2, report().get("deformationEvaluations").asInt());
        assertArrayEquals(blob(1).data(), frame(2), 3);
    }

    @Test
    void whatCannotBeMovedIsRefusedInOneLineThatNamesTheFile() throws IOException {
        Path good = npy("ed.npy", blob(0));
        float[] torn = blob(0).data();
        torn[7] = Float.POSITIVE_INFINITY;
        Path constant = npy("constant.npy", new RealImage(ROWS, COLUMNS, new float[ROWS * COLUMNS]));
        Path small = npy("small.npy", new RealImage(20, 20, java.util.Arrays.copyOf(blob(0).data(), 400)));
        assertRefused("there is no such file", good, folder.resolve("none.npy"));
        assertRefused("is constant", constant, good);
        assertRefused("values that are not finite", good, npy("torn.npy", new RealImage(ROWS, COLUMNS, torn)));
        assertRefused("only 21 % of", good, small);
        assertRefused(
                "only .nii, .nii.gz, .npy, .png and DICOM are read",
                good,
                Files.writeString(folder.resolve("a.txt"), ""));
        assertRefused("not a PNG file", good, Files.writeString(folder.resolve("a.png"), "\u0089PNG"));
        assertRefused("--frames 1", good, good, "--frames", "1");
        assertRefused("there is no deformable model named x", good, good, "--model", "x");
        assertFalse(Files.exists(out("report.json")));
    }

    private void assertRefused(String part, Path source, Path target, String... more) {
        String said = run(2, source, target, more);
        assertTrue(said.contains(part), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void anEvaluationFindsTheModelThatKnowsTheMotionBetterThanTheBlend() throws Exception {
        Path cases = Files.createDirectories(folder.resolve("cases/patient"));
        NiftiGeometry geometry = NiftiGeometry.centred(RealVolume.of(blob(0)));
        List<RealVolume> times = Stream.of(1.0, 0.75, 0.5, 0.25, 0.0)
                .map(share -> RealVolume.of(blob(1 - share)))
                .toList();
        NiftiSeries.write(cases.resolve("patient_4d.nii.gz"), "cine", geometry, times);
        Files.writeString(cases.resolve("Info.cfg"), "ED: 1\nES: 5\nGroup: NOR\n");
        for (int phase : List.of(1, 5)) {
            RealVolume picture = times.get(phase - 1);
            float[] mask = new float[picture.data().length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = picture.data()[i] > 100 ? 3 : picture.data()[i] > 60 ? 2 : 0;
            }
            String name = "patient_frame0" + phase;
            NiftiSeries.write(cases.resolve(name + ".nii.gz"), "phase", geometry, List.of(picture));
            NiftiSeries.write(
                    cases.resolve(name + "_gt.nii.gz"),
                    "mask",
                    geometry,
                    List.of(new RealVolume(1, ROWS, COLUMNS, mask)));
        }
        var err = new StringWriter();
        int status = Larmor.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "eval",
                "synthesis",
                "--cases",
                folder.resolve("cases").toString(),
                "--out",
                out("eval").toString());
        assertEquals(0, status, err::toString);
        List<String> rows = Files.readAllLines(out("eval/synthesis.md"));
        assertTrue(figure(rows, "shift-2d", 3) > figure(rows, "linear blend", 3) + 1.5, rows.toString());
        assertTrue(figure(rows, "linear blend", 3) > figure(rows, "no motion", 3), rows.toString());
        assertTrue(figure(rows, "shift-2d", 6) > figure(rows, "no motion", 6) + 0.1, rows.toString());
        assertTrue(Files.size(out("eval/synthesis.png")) > 1000);
    }

    /** A cell of the first row of a method: that of the means. */
    private static double figure(List<String> rows, String method, int column) {
        String row = rows.stream()
                .filter(line -> line.startsWith("| " + method + " |"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(row.split("\\|")[column].strip());
    }

    private Path png(String name, RealImage picture) throws IOException {
        BufferedImage grey = Rendering.grey(picture, new Window(0, 255));
        PngPictures.write(folder.resolve(name), grey);
        return folder.resolve(name);
    }

    private static int pictures(Path gif) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            return reader.getNumImages(true);
        }
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(out("report.json").toFile());
    }

    private String run(int expected, Path source, Path target, String... more) {
        var err = new StringWriter();
        List<String> line = new java.util.ArrayList<>(List.of(
                "synthesize",
                source.toString(),
                target.toString(),
                "--out",
                folder.resolve("out").toString()));
        line.addAll(List.of(more));
        int status = Larmor.run(new PrintWriter(new StringWriter()), new PrintWriter(err), line.toArray(String[]::new));
        assertEquals(expected, status, err::toString);
        return err.toString();
    }
}
