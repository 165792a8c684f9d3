package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.RealImage;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

/** The families as a service runs them, with a network that shrinks what it is shown. */
class FamiliesTest {
    private static final Recipe RECIPE = new Recipe(List.of(0.1), 2, 4, 4, 0.2, 0.02, 3, 0.85, 4, 1, Conditions.USUAL);
    private static final ResidualNetwork SHRINKING = (noisy, sigma, known) -> new Answer(noisy.times(0.5), null);

    @ParameterizedTest
    @ValueSource(strings = {"diffuserecon", "mc-ddpm"})
    void makesAndTellsAsManyEvaluationsAsItsSettingsSay(String method) {
        var told = new AtomicInteger();
        var listener = new ReconstructionListener() {
            @Override
            public void evaluated(int evaluations) {
                told.addAndGet(evaluations);
            }
        };
        FamilySettings settings = small(method);
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 8), SlicesForTests.slice(16, 16, 2, 9));
        List<DiffusionResult> results = reconstructor(SHRINKING).reconstruct(slices, settings, listener, () -> false);
        assertEquals(2 * settings.evaluations(), told.get());
        assertEquals(settings.evaluations(), results.get(0).evaluations());
        assertEquals(3, results.get(1).samples());
    }

    @ParameterizedTest
    @ValueSource(strings = {"diffuserecon", "mc-ddpm"})
    void samplesAreTheSameAloneAndTogetherAndOthersWithAnotherSeed(String method) {
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 1, 8), SlicesForTests.slice(16, 16, 1, 9));
        float[] together = run(slices, small(method).withBatch(8)).get(1).mean().data();
        float[] alone = run(slices.subList(1, 2), small(method).withBatch(1))
                .get(0)
                .mean()
                .data();
        float[] other = run(slices, small(method).withSeed(7)).get(1).mean().data();
        assertArrayEquals(together, alone, 1e-4f, method);
        assertFalse(Arrays.equals(together, other), method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"diffuserecon", "mc-ddpm"})
    void theSpreadOfTheSamplesIsItsUncertainty(String method) {
        RealImage deviation = run(List.of(SlicesForTests.slice(16, 16, 2, 8)), small(method))
                .get(0)
                .deviation();
        assertNotNull(deviation);
        for (float value : deviation.data()) {
            assertTrue(value > 0, method);
        }
    }

    @Test
    void aFamilyHasACalibrationOfItsOwn() {
        var row = new Calibration.Row(2, 3, 1.5, 4, .6, .9);
        var ofFamily = new Calibration(.9, "", Map.of(Calibration.REFINED, List.of(row)));
        Calibration calibration =
                new Calibration(.9, "", Map.of(Calibration.REFINED, List.of(row))).with("mc-ddpm", ofFamily);
        for (String method : List.of("mc-ddpm", "diffuserecon")) {
            DiffusionResult result = reconstructor(SHRINKING, calibration)
                    .reconstruct(
                            List.of(SlicesForTests.slice(16, 16, 2, 8)),
                            small(method),
                            ReconstructionListener.NONE,
                            () -> false)
                    .get(0);
            RealImage raw = Objects.requireNonNull(result.deviation());
            RealImage calibrated = Objects.requireNonNull(result.calibratedDeviation());
            assertEquals(method.equals("mc-ddpm"), result.calibrated());
            double factor = result.calibrated() ? 3 : 1;
            assertEquals(factor * raw.data()[40], calibrated.data()[40], 1e-5, method);
        }
    }

    @Test
    void onlyTheConditionedFamilyTellsTheNetworkWhatIsKnown() {
        assertEquals(List.of(0.0), conditions("diffuserecon"));
        assertEquals(List.of(1.0), conditions("mc-ddpm"));
    }

    /** The values of the channel that says whether there is a condition. */
    private static List<Double> conditions(String method) {
        List<Double> seen = new ArrayList<>();
        ResidualNetwork watched = (noisy, sigma, known) -> {
            int last = known.size(1);
            for (float value : known.part(1, last - 1, last).toFloats()) {
                seen.add((double) value);
            }
            return SHRINKING.residual(noisy, sigma, known);
        };
        reconstructor(watched)
                .reconstruct(
                        List.of(SlicesForTests.slice(16, 16, 2, 8)),
                        small(method),
                        ReconstructionListener.NONE,
                        () -> false);
        return seen.stream().distinct().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"diffuserecon", "mc-ddpm"})
    void theNetworkIsNeverAskedAboveItsHighestNoiseLevel(String method) {
        List<Double> asked = new ArrayList<>();
        ResidualNetwork watched = (noisy, sigma, known) -> {
            Arrays.stream(sigma).forEach(asked::add);
            return SHRINKING.residual(noisy, sigma, known);
        };
        FamilySettings settings = small(method);
        reconstructor(watched)
                .reconstruct(
                        List.of(SlicesForTests.slice(16, 16, 2, 8)),
                        settings,
                        ReconstructionListener.NONE,
                        () -> false);
        List<Double> ofSamples = asked.stream().filter(sigma -> sigma != 1).toList();
        assertEquals(settings.passes(), asked.size() - ofSamples.size());
        assertTrue(ofSamples.stream().allMatch(sigma -> sigma > 0 && sigma <= 0.9), ofSamples.toString());
    }

    @Test
    void anUnknownFamilyIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Families.usual("magic"));
        assertEquals(
                "there is no family 'magic', only diffuserecon, diffuserecon-paper, mc-ddpm, mc-ddpm-paper",
                error.getMessage());
    }

    private static FamilySettings small(String method) {
        return Families.usual(method).withSamples(3).withLevels(4);
    }

    private static List<DiffusionResult> run(List<PreparedSlice> slices, FamilySettings settings) {
        return reconstructor(SHRINKING).reconstruct(slices, settings, ReconstructionListener.NONE, () -> false);
    }

    private static DiffusionReconstructor reconstructor(ResidualNetwork network) {
        return reconstructor(network, Calibration.NONE);
    }

    private static DiffusionReconstructor reconstructor(ResidualNetwork network, Calibration calibration) {
        var prior = new Prior(network, List.of(KnownChannel.values()), 10, 1, RECIPE, calibration);
        return new DiffusionReconstructor(SharedRuntime.get(), prior, () -> {}, System::nanoTime);
    }
}
