package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

/** A device that has not the memory for what it is given. */
class DeviceMemoryTest {
    private static final Recipe RECIPE = new Recipe(null, 2, 4, 4, 0.2, 0.02, 3, 0.85, 4, 1, Conditions.USUAL);
    private static final SamplerSettings SETTINGS = SamplerSettings.refined(RECIPE, 5);

    private final List<PreparedSlice> slices = LongStream.range(0, 6)
            .mapToObj(seed -> SlicesForTests.slice(16, 16, 2, seed))
            .toList();
    private final List<Integer> halved = new ArrayList<>();
    private final ReconstructionListener listener = new ReconstructionListener() {
        @Override
        public void halved(int batch) {
            halved.add(batch);
        }
    };

    /** A network for which there is memory for so many elements, and which says as PyTorch does that there is no more. */
    private static ResidualNetwork of(int elements) {
        return (noisy, sigma, known) -> {
            if (sigma.length > elements) {
                throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
            }
            Tensor half = noisy.times(.5);
            return new ResidualNetwork.Answer(half, half.magnitude());
        };
    }

    private List<DiffusionResult> reconstruct(int elements, int batch) {
        var prior = new Prior(of(elements), List.of(KnownChannel.values()), 10, 1, RECIPE, Calibration.NONE);
        try (var reconstructor = new DiffusionReconstructor(SharedRuntime.get(), prior, () -> {}, System::nanoTime)) {
            return reconstructor.reconstruct(slices, SETTINGS.withBatch(batch), listener, () -> false);
        }
    }

    @Test
    void theBatchIsHalvedUntilItFitsAndThePicturesAreTheSame() {
        List<DiffusionResult> enough = reconstruct(64, 8);
        assertEquals(List.of(), halved);
        List<DiffusionResult> scarce = reconstruct(3, 8);
        assertEquals(List.of(4, 2), halved);
        for (int i = 0; i < slices.size(); i++) {
            assertArrayEquals(enough.get(i).mean().data(), scarce.get(i).mean().data(), 1e-5f, "slice " + i);
        }
    }

    @Test
    void whereOneAloneDoesNotFitThatIsSaidAndNothingIsLeftOnTheDevice() {
        reconstruct(64, 8);
        int before = SharedRuntime.get().managedArrays();
        var said = assertThrows(OutOfDeviceMemoryException.class, () -> reconstruct(0, 8));
        assertEquals(List.of(4, 2, 1), halved);
        assertTrue(String.valueOf(said.getMessage()).startsWith("CUDA out of memory"), said.getMessage());
        assertEquals(before, SharedRuntime.get().managedArrays());
    }

    @Test
    void anotherFailureIsNoLackOfMemory() {
        ResidualNetwork broken = (noisy, sigma, known) -> {
            throw new EngineException("an illegal memory access was encountered");
        };
        var prior = new Prior(broken, List.of(KnownChannel.values()), 10, 1, RECIPE, Calibration.NONE);
        var reconstructor = new DiffusionReconstructor(SharedRuntime.get(), prior, () -> {}, System::nanoTime);
        assertThrows(EngineException.class, () -> reconstructor.reconstruct(slices, SETTINGS, listener, () -> false));
        assertEquals(List.of(), halved);
    }
}
