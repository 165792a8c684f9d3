package org.larmor.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.models.zoo.ZooWatch.Change;

class ZooWatchTest {
    private static final Path SOUND = Path.of("src/test/resources/foreign/dilated");

    @TempDir
    private Path folder;

    private Path description;
    private Path network;
    private ZooWatch<ModelPackage> watch;

    @BeforeEach
    void putAPackage() throws IOException {
        Path model = Files.createDirectories(folder.resolve("dilated"));
        description = model.resolve("model.yaml");
        network = model.resolve("network.pt");
        Files.copy(SOUND.resolve("model.yaml"), description);
        Files.copy(SOUND.resolve("network.pt"), network);
        watch = new ZooWatch<>(folder, ModelPackage.class);
    }

    @Test
    void tellsWhatIsThereAtTheFirstLookAndNothingWhileItStays() throws IOException {
        assertEquals("0.1", version(watch.look()));
        assertEquals(List.of(), watch.look());
        assertEquals(List.of(), watch.look());
    }

    @Test
    void takesAnotherVersionOnceItIsWrittenToItsEnd() throws IOException {
        watch.look();
        byte[] whole = Files.readAllBytes(network);
        Files.writeString(description, Files.readString(description).replace("version: '0.1'", "version: 'next'"));
        Files.write(network, java.util.Arrays.copyOf(whole, 100));
        assertEquals(List.of(), watch.look());
        Files.write(network, whole);
        assertEquals(List.of(), watch.look());
        assertEquals("next", version(watch.look()));
        assertEquals(List.of(), watch.look());
    }

    @Test
    void doesNotTellOfPackagesOfAnotherKind() throws IOException {
        assertEquals(List.of(), new ZooWatch<>(folder, DeformablePackage.class).look());
    }

    @Test
    void refusesAWrongDigestOnceAndTriesAgainWhenThePackageChanges() throws IOException {
        watch.look();
        byte[] whole = Files.readAllBytes(network);
        Files.writeString(network, "torn");
        watch.look();
        List<Change<ModelPackage>> changes = watch.look();
        var refused = assertInstanceOf(Change.Refused.class, changes.get(0));
        assertEquals("dilated", refused.name());
        assertTrue(refused.reason().contains("network.pt has the sha256 "), refused.reason());
        assertEquals(List.of(), watch.look());
        Files.write(network, whole);
        watch.look();
        assertEquals("0.1", version(watch.look()));
    }

    @Test
    void aPackageThatIsReplacedByMovingIsNotGoneInBetween() throws IOException {
        watch.look();
        Path aside = folder.resolve("../" + folder.getFileName() + "-aside");
        Files.move(folder.resolve("dilated"), aside);
        assertEquals(List.of(), watch.look());
        Files.move(aside, folder.resolve("dilated"));
        assertEquals(List.of(), watch.look());
        assertEquals(List.of(), watch.look());
    }

    @Test
    void tellsThatAPackageIsGone() throws IOException {
        watch.look();
        Files.delete(description);
        assertEquals(List.of(), watch.look());
        assertEquals(List.of(new Change.Gone<>("dilated")), watch.look());
        assertEquals(List.of(), watch.look());
    }

    private static String version(List<Change<ModelPackage>> changes) {
        assertEquals(1, changes.size());
        return assertInstanceOf(Change.Appeared.class, changes.get(0)).model().version();
    }
}
