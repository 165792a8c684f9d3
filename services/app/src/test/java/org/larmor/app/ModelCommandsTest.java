package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.RealImage;
import org.larmor.display.files.NpyFile;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.ModelZoo;

/** The commands that look after model packages, on a copy of the shipped ones. */
class ModelCommandsTest {
    private static final Path SHIPPED = Path.of("../../models/zoo/brain-small");
    private static final String ZOO = "larmor.zoo";

    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void copyTheZoo() throws IOException {
        model = Files.createDirectories(folder.resolve("zoo/brain-small"));
        Files.copy(SHIPPED.resolve("model.yaml"), model.resolve("model.yaml"));
        Files.copy(SHIPPED.resolve("network.pt"), model.resolve("network.pt"));
        System.setProperty(ZOO, folder.resolve("zoo").toString());
    }

    @AfterEach
    void forgetTheZoo() {
        System.clearProperty(ZOO);
    }

    @Test
    void aModelThatIsWholeIsListedShownAndVerified() {
        assertEquals("", run(0, "models"));
        assertEquals("", run(0, "models", "list"));
        assertEquals("", run(0, "models", "show", "brain-small"));
        assertEquals("", run(0, "models", "verify"));
        assertEquals("", run(0, "models", "verify", "brain-small"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models show brain-small"})
    void aScriptIsGivenOneDocumentAndNothingElse(String command) throws IOException {
        Commands.Answer answer = Commands.run((command + " --json").split(" "));

        assertEquals(0, answer.status(), answer.err());
        assertEquals("", answer.err());
        JsonNode document = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(answer.out());
        JsonNode model = document.isArray() ? document.get(0) : document;
        assertEquals("brain-small", model.path("model").asText());
        assertFalse(model.path("version").asText().isEmpty());
    }

    @Test
    void aNetworkThatIsNotTheDescribedOneIsRefused() throws IOException {
        Files.writeString(model.resolve("network.pt"), "tampered");
        for (String[] command : List.of(
                new String[] {"models"},
                new String[] {"models", "verify"},
                new String[] {"models", "verify", "brain-small"},
                new String[] {"models", "show", "brain-small"})) {
            String said = run(1, command);
            assertTrue(said.contains("network.pt has the sha256 "), said);
            assertEquals(1, said.lines().count(), said);
        }
    }

    @Test
    void aModelThatIsNotThereIsNamedWithThoseThatAre() {
        String said = run(2, "models", "verify", "knee");
        assertEquals("larmor: there is no model 'knee', only brain-small", said.strip());
        assertEquals(said, run(2, "calibrate", "knee", "--data", folder.toString()));
    }

    @Test
    void calibrationIsWrittenIntoTheDescriptionAndTheModelStaysWhole() throws IOException {
        Path data = Files.createDirectories(folder.resolve("held-out"));
        NpyFile.write(data.resolve("discs.npy"), discs(4));
        String before = Files.readString(model.resolve("model.yaml"));

        assertEquals("", calibrate(data, "coarse-to-fine"));
        Calibration calibration = calibration();
        for (String stage : List.of(Calibration.COARSE, Calibration.REFINED)) {
            List<Calibration.Row> rows = calibration.stages().getOrDefault(stage, List.of());
            assertEquals(1, rows.size(), stage);
            assertEquals(4, rows.getFirst().slices());
        }
        String after = Files.readString(model.resolve("model.yaml"));
        assertEquals(before.lines().limit(5).toList(), after.lines().limit(5).toList());
        assertEquals("", run(0, "models", "show", "brain-small"));
    }

    @Test
    void aFamilysCalibrationStandsBesideThatOfTheDefault() throws IOException {
        Path data = Files.createDirectories(folder.resolve("held-out"));
        NpyFile.write(data.resolve("discs.npy"), discs(4));
        Calibration before = calibration();

        assertEquals("", calibrate(data, "mc-ddpm"));

        Calibration after = calibration();
        assertEquals(before.stages(), after.stages());
        Calibration found = after.of("mc-ddpm");
        assertEquals(Set.of(Calibration.REFINED), found.stages().keySet());
        assertEquals(
                4,
                found.stages()
                        .getOrDefault(Calibration.REFINED, List.of())
                        .getFirst()
                        .slices());
        assertEquals("", run(0, "models", "show", "brain-small"));
        assertTrue(run(2, "calibrate", "brain-small", "--data", data.toString(), "--method", "sense")
                .contains("--method sense: states no uncertainty"));
    }

    @Test
    void aCinesCalibrationStandsBesideThatOfSinglePictures() throws IOException {
        Path data = Files.createDirectories(folder.resolve("hearts"));
        for (int heart = 0; heart < 4; heart++) {
            NpyFile.write(data.resolve("heart" + heart + ".npy"), beating(14 + heart, 3));
        }
        Calibration before = calibration();

        assertEquals("", calibrate(data, "coarse-to-fine", "--cine"));

        Calibration after = calibration();
        assertEquals(before.stages(), after.stages());
        Calibration found = after.of(Calibration.CINE);
        assertEquals(
                Set.of(Calibration.COARSE, Calibration.REFINED), found.stages().keySet());
        found.stages().values().forEach(rows -> assertEquals(4, rows.getFirst().slices()));
        assertTrue(Objects.requireNonNull(found.data()).contains("4 cines of heart0.npy"), found.data());
        String family = run(2, "calibrate", "brain-small", "--data", data.toString(), "--cine", "--method", "mc-ddpm");
        assertTrue(family.contains("--method mc-ddpm: makes no frames together"), family);
        NpyFile.write(data.resolve("still.npy"), beating(14, 1));
        String still = run(2, "calibrate", "brain-small", "--data", data.toString(), "--cine");
        assertTrue(still.contains("still.npy: one picture is no cine"), still);
    }

    private Calibration calibration() {
        var calibrated =
                ModelZoo.read(folder.resolve("zoo")).named("brain-small").orElseThrow();
        return Objects.requireNonNull(calibrated.description().calibration());
    }

    private static String calibrate(Path data, String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of("calibrate", "brain-small", "--data", data.toString()));
        arguments.addAll(List.of("--method", method, "--slices", "4", "--accelerations", "2", "--samples", "2"));
        arguments.addAll(List.of(more));
        return run(0, arguments.toArray(String[]::new));
    }

    @Test
    void badInputChangesNothing() throws IOException {
        String before = Files.readString(model.resolve("model.yaml"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertTrue(
                run(2, "calibrate", "brain-small", "--data", empty.toString()).contains("holds no NIfTI volume"));
        assertTrue(run(2, "calibrate", "brain-small", "--data", empty.toString(), "--slices", "2")
                .contains("--slices 2: at least 4"));
        assertTrue(run(2, "calibrate", "brain-small", "--data", empty.toString(), "--accelerations", "0.5")
                .contains("must be above 1"));
        assertTrue(run(2, "eval", "--cases", empty.toString()).contains("holds no case"));
        assertTrue(run(2, "eval", "--methods", "magic").contains("'magic'"));
        assertEquals(before, Files.readString(model.resolve("model.yaml")));
    }

    /** What the command said on its error channel. */
    private static String run(int status, String... arguments) {
        StringWriter err = new StringWriter();
        int found = Larmor.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
        assertEquals(status, found, err::toString);
        return err.toString();
    }

    /** Frames of a disc that shrinks. */
    private static List<RealImage> beating(int radius, int frames) {
        List<RealImage> pictures = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            float[] data = new float[48 * 48];
            for (int i = 0; i < data.length; i++) {
                double far = Math.hypot(i / 48 - 24, i % 48 - 24) - (radius - 2 * frame);
                data[i] = (float) ((1 + 0.3 * Math.sin(i / 48 / 2.0) * Math.cos(i % 48 / 3.0)) / (1 + Math.exp(far)));
            }
            pictures.add(new RealImage(48, 48, data));
        }
        return pictures;
    }

    private static List<RealImage> discs(int count) {
        List<RealImage> discs = new ArrayList<>();
        for (int slice = 0; slice < count; slice++) {
            float[] data = new float[64 * 64];
            for (int i = 0; i < data.length; i++) {
                double far = Math.hypot((i / 64 - 32) / (18.0 + slice), (i % 64 - 32) / 20.0);
                double texture = 1 + 0.3 * Math.sin(i / 64 / (2.0 + slice)) * Math.cos(i % 64 / 3.0);
                data[i] = (float) (texture / (1 + Math.exp(15 * (far - 1))));
            }
            discs.add(new RealImage(64, 64, data));
        }
        return discs;
    }
}
