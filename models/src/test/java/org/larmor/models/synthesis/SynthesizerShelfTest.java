package org.larmor.models.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.LoadedModels;
import org.larmor.models.zoo.ZooWatch;

class SynthesizerShelfTest {
    private static final Path MODELS = Path.of("src/test/resources/deformable");

    @TempDir
    private Path zoo;

    private SynthesizerShelf shelf = shelf(Path.of(""));

    private static SynthesizerShelf shelf(Path folder) {
        return new SynthesizerShelf(
                new ZooWatch<>(folder, DeformablePackage.class),
                model -> FrameSynthesizer.open(model, SharedRuntime.get(), () -> 0));
    }

    @BeforeEach
    void putAModel() throws IOException {
        copy("shift-2d");
        shelf = shelf(zoo);
        shelf.refresh();
    }

    @AfterEach
    void free() {
        shelf.close();
    }

    @Test
    void aModelIsChosenAndUsed() {
        String digest = digest();
        try (LoadedModels.Lease<FrameSynthesizer> lease = shelf.lease(digest).orElseThrow()) {
            assertEquals("heart", lease.model().model().anatomy().get(0));
        }
        assertEquals(
                "model heart is for sides of 16 to 640 pixels, not 8 x 8",
                shelf.choose("", 1, 8, 8).reason());
    }

    @Test
    void aNewVersionIsUsedNextAndTheOldOneStaysForThoseWhoHaveIt() throws IOException {
        String old = digest();
        LoadedModels.Lease<FrameSynthesizer> lease = shelf.lease(old).orElseThrow();
        write(description()
                .replace("bidirectional: true", "bidirectional: false")
                .replace("'0.1'", "'0.2'"));
        put("shift-one-way", "deformation.pt");
        retaken();
        assertEquals("0.2", shelf.choose("", 1, 64, 64).model().orElseThrow().version());
        assertTrue(shelf.lease(old).isPresent(), "still on the device");
        lease.close();
        lease.close();
        shelf.lease(old).orElseThrow().close();
        shelf.refresh();
        assertEquals("0.2", lastVersion());
    }

    @Test
    void aVersionThatFailsIsLeftOutAndTheOldOneStays() throws IOException {
        write(description().replace("version: '0.1'", "version: '0.2'").replace("multiple: 8", "multiple: 0"));
        List<String> news = retaken();
        assertTrue(news.toString().contains("multiple 1 or more"), news.toString());
        assertEquals("0.1", shelf.choose("", 1, 64, 64).model().orElseThrow().version());
        write(description().replace("multiple: 0", "multiple: 8"));
        retaken();
        assertEquals("0.2", lastVersion());
    }

    @Test
    void theDeviceHoldsNothingOfVersionsThatNobodyUses() throws IOException {
        SharedRuntime.get().managedArrays();
        int before = SharedRuntime.get().managedArrays();
        for (int version = 1; version < 4; version++) {
            write(description().replaceFirst("version: '[^']*'", "version: '1." + version + "'"));
            retaken();
            shelf.refresh();
        }
        assertEquals(before, SharedRuntime.get().managedArrays());
        assertEquals("1.3", lastVersion());
    }

    @Test
    void aModelThatIsGoneIsNotChosen() throws IOException {
        try (Stream<Path> files = Files.list(zoo.resolve("heart"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        shelf.refresh();
        shelf.refresh();
        assertFalse(shelf.choose("", 1, 64, 64).model().isPresent());
        assertEquals("there is no deformable model", shelf.choose("", 1, 64, 64).reason());
    }

    private String lastVersion() {
        return shelf.choose("", 1, 64, 64).model().orElseThrow().version();
    }

    private String digest() {
        return shelf.choose("", 1, 64, 64).model().orElseThrow().digest();
    }

    private List<String> retaken() {
        shelf.refresh();
        return shelf.refresh();
    }

    private String description() throws IOException {
        return Files.readString(zoo.resolve("heart/model.yaml"));
    }

    private void write(String text) throws IOException {
        Files.writeString(zoo.resolve("heart/model.yaml"), text);
    }

    private void copy(String name) throws IOException {
        Files.createDirectories(zoo.resolve("heart"));
        for (String file : List.of("model.yaml", "latent.pt", "deformation.pt")) {
            put(name, file);
        }
    }

    private void put(String name, String file) throws IOException {
        Files.write(
                zoo.resolve("heart").resolve(file),
                Files.readAllBytes(MODELS.resolve(name).resolve(file)));
    }
}
