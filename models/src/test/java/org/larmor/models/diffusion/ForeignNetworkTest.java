package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.RealImage;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;

/** TorchScript networks that {@code models/training/examples/other_network.py} wrote: another architecture, the same signature. */
class ForeignNetworkTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    private Path folder;

    @Test
    void aNetworkOfAnotherArchitectureReconstructs() {
        ModelPackage model = only(RESOURCES.resolve("foreign"));
        SamplerSettings settings = SamplerSettings.refined(model.description().recipe(), 3);
        PreparedSlice slice = SlicesForTests.slice(48, 40, 4, 5);
        try (var reconstructor = DiffusionReconstructor.open(model, SharedRuntime.get(), System::nanoTime)) {
            DiffusionResult result = reconstructor
                    .reconstruct(List.of(slice), settings, ReconstructionListener.NONE, () -> false)
                    .get(0);
            double made = error(result.mean().magnitude());
            double zeroFilled = error(ZeroFilled.rootSumOfSquares(slice.kspace()));
            assertTrue(made < 0.75 * zeroFilled, "rms error " + made + ", zero-filled " + zeroFilled);
            assertEquals(settings.samples(), result.samples());
        }
    }

    @Test
    void anUnconditionalPriorReconstructsByDiffuseRecon() {
        ModelPackage model = only(RESOURCES.resolve("prior"));
        FamilySettings settings = Families.usual("diffuserecon").withSamples(2);
        PreparedSlice slice = SlicesForTests.slice(48, 40, 4, 5);
        try (var reconstructor = DiffusionReconstructor.open(model, SharedRuntime.get(), System::nanoTime)) {
            DiffusionResult result = reconstructor
                    .reconstruct(List.of(slice), settings, ReconstructionListener.NONE, () -> false)
                    .get(0);
            double made = error(result.mean().magnitude());
            double zeroFilled = error(ZeroFilled.rootSumOfSquares(slice.kspace()));
            assertTrue(made < 0.75 * zeroFilled, "rms error " + made + ", zero-filled " + zeroFilled);
            assertFalse(result.calibrated());
        }
    }

    @Test
    void refusesANetworkThatAnswersOtherwiseWhenItIsLoaded() {
        assertRefused(
                only(RESOURCES.resolve("foreign-broken")),
                "model four-channels has another signature: asked forward(noisy (2, 2, 48, 52), sigma (2), known (2, 6, 48, 52)) "
                        + "it answers [2, 4, 48, 52], not [2, 2 or 3, 48, 52]");
    }

    @Test
    void refusesANetworkThatTakesOtherChannelsWhenItIsLoaded() throws IOException {
        ModelPackage model = changed("- log_acceleration\n", "");
        assertRefused(model, "known (2, 5, 48, 52)) it fails: Given groups=1, weight of size [12, 9, 3, 3]");
    }

    private ModelPackage changed(String from, String to) throws IOException {
        Path sound = RESOURCES.resolve("foreign/dilated");
        Path copy = Files.createDirectories(folder.resolve("dilated"));
        Files.copy(sound.resolve("network.pt"), copy.resolve("network.pt"));
        Files.writeString(
                copy.resolve("model.yaml"),
                Files.readString(sound.resolve("model.yaml")).replace(from, to));
        return only(folder);
    }

    private static ModelPackage only(Path zoo) {
        ModelZoo read = ModelZoo.read(zoo);
        assertEquals(List.of(), read.faults());
        return read.packages().get(0);
    }

    private static void assertRefused(ModelPackage model, String part) {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> DiffusionReconstructor.open(model, SharedRuntime.get(), System::nanoTime));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static double error(RealImage found) {
        float[] truth = SlicesForTests.picture(48, 40).magnitude().data();
        double squares = 0;
        for (int i = 0; i < truth.length; i++) {
            squares += Math.pow(truth[i] - found.data()[i], 2);
        }
        return Math.sqrt(squares / truth.length);
    }
}
