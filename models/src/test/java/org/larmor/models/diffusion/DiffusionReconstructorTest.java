package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

class DiffusionReconstructorTest {
    private static final Recipe RECIPE = new Recipe(null, 2, 4, 4, 0.2, 0.02, 3, 0.85, 4, 1, Conditions.USUAL);
    private static final SamplerSettings REFINED =
            SamplerSettings.refined(RECIPE, 17).withPolish(0);
    private static final SamplerSettings COARSE = SamplerSettings.coarse(RECIPE);
    private static final double WIDTH = 0.05;

    /** Knows that pictures lie around their anchor, WIDTH wide. */
    private static final ResidualNetwork NETWORK = (noisy, sigma, known) -> {
        double level = sigma[0];
        double share = level >= 1 ? 0 : WIDTH * WIDTH / (WIDTH * WIDTH + level * level);
        Tensor deviation = noisy.magnitude().times(0).plus(level >= 1 ? WIDTH : WIDTH * Math.sqrt(1 - share));
        return new Answer(noisy.times(share), deviation);
    };

    private final DiffusionReconstructor reconstructor = reconstructor(NETWORK, RECIPE);

    @Test
    void aBatchGivesTheSamePicturesAsEachSliceAlone() {
        List<PreparedSlice> slices = List.of(
                SlicesForTests.slice(32, 24, 3, 1),
                SlicesForTests.slice(24, 32, 3, 2),
                SlicesForTests.slice(32, 24, 3, 3));
        List<DiffusionResult> together = reconstruct(slices, REFINED);
        for (int i = 0; i < slices.size(); i++) {
            DiffusionResult alone =
                    reconstruct(List.of(slices.get(i)), REFINED.withBatch(1)).get(0);
            assertClose(alone.mean(), together.get(i).mean(), 1e-4, "slice " + i);
            assertArrayEquals(deviation(alone), deviation(together.get(i)), 1e-4f, "slice " + i);
        }
    }

    @Test
    void slicesOfEachKindOfMaskGoTogether() {
        PreparedSlice lines = SlicesForTests.slice(16, 16, 2, 1);
        byte[] points = lines.kspace().mask().data().clone();
        points[0] = 0;
        KSpace kspace =
                new KSpace(2, new SamplingMask(16, 16, points), lines.kspace().data());
        var partial = new PreparedSlice(kspace, lines.maps(), lines.noiseLevel(), null);
        List<DiffusionResult> results = reconstruct(List.of(lines, partial, lines), REFINED);
        assertArrayEquals(
                results.get(0).mean().magnitude().data(),
                results.get(1).mean().magnitude().data(),
                0.03f,
                "one corner of k-space less");
        assertClose(results.get(0).mean(), results.get(2).mean(), 1e-4, "lines twice");
    }

    @Test
    void aNetworkThatFailsIsFoundByWarmingUp() {
        ResidualNetwork broken = (noisy, sigma, known) -> {
            throw new IllegalStateException("the network wants 9 channels, not " + known.size(1));
        };
        var error = assertThrows(
                IllegalStateException.class, () -> reconstructor(broken, RECIPE).warmUp(16, 16, 4));
        assertEquals("the network wants 9 channels, not 8", error.getMessage());
        reconstructor.warmUp(16, 16, 4);
    }

    @Test
    void theSameSeedGivesTheSamePixelsAndAnotherSeedOthers() {
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(32, 24, 3, 4));
        float[] first = reconstruct(slices, REFINED).get(0).mean().data();
        float[] again = reconstruct(slices, REFINED).get(0).mean().data();
        float[] other = reconstruct(slices, SamplerSettings.refined(RECIPE, 18))
                .get(0)
                .mean()
                .data();
        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, other));
    }

    @Test
    void comesCloserToThePictureThanTheNoiseOfFullData() {
        PreparedSlice slice = SlicesForTests.slice(48, 40, 4, 5);
        DiffusionResult result = reconstruct(List.of(slice), REFINED).get(0);
        float[] truth = SlicesForTests.picture(48, 40).data();
        double squares = 0;
        for (int i = 0; i < truth.length; i++) {
            squares += Math.pow(truth[i] - result.mean().data()[i], 2);
        }
        double rms = Math.sqrt(squares / truth.length);
        assertTrue(rms < 3 * SlicesForTests.NOISE, "rms error " + rms);
    }

    @Test
    void tellsTheUnitsOfTheKspace() {
        PreparedSlice slice = SlicesForTests.slice(32, 24, 3, 6);
        float[] louder = slice.kspace().data().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= 1000;
        }
        KSpace kspace = new KSpace(3, slice.kspace().mask(), louder);
        var scaled = new PreparedSlice(kspace, slice.maps(), 1000 * slice.noiseLevel(), null);
        DiffusionResult small = reconstruct(List.of(slice), REFINED).get(0);
        DiffusionResult large = reconstruct(List.of(scaled), REFINED).get(0);
        for (int i = 0; i < deviation(small).length; i++) {
            assertEquals(1000 * small.mean().data()[i], large.mean().data()[i], 0.1, "pixel " + i);
            assertEquals(1000 * deviation(small)[i], deviation(large)[i], 0.1, "deviation " + i);
        }
    }

    @Test
    void aPictureThatFitsTheDataStaysWhenItIsTheWarmStart() {
        PreparedSlice slice = SlicesForTests.slice(32, 24, 3, 7);
        WarmStart before = start(reconstruct(List.of(slice), COARSE).get(0), Origin.EARLIER_DATA);
        ComplexImage after = reconstruct(List.of(from(before, slice)), COARSE.withPasses(0))
                .get(0)
                .mean();
        assertClose(before.picture(), after, 0.02, "seed 7");
    }

    @Test
    void theRefinedPictureIsTheSameWhetherItsCoarseOneWasMadeBeforeOrWithIt() {
        PreparedSlice slice = SlicesForTests.slice(32, 24, 3, 7);
        DiffusionResult coarse = reconstruct(List.of(slice), COARSE).get(0);
        DiffusionResult atOnce = reconstruct(List.of(slice), REFINED).get(0);
        DiffusionResult later = reconstruct(
                        List.of(from(start(coarse, Origin.SAME_DATA), slice)), REFINED.withPasses(0))
                .get(0);
        assertClose(atOnce.mean(), later.mean(), 1e-5, "seed 7");
        assertArrayEquals(deviation(atOnce), deviation(later), 1e-5f);
        assertEquals(atOnce.evaluations(), coarse.evaluations() + later.evaluations());
    }

    @Test
    void theIterationsOfASamplesStepsTouchTheSpreadAndNotThePicture() {
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(32, 24, 3, 12));
        Recipe hasty = new Recipe(null, 2, 4, 1, 0.2, 0.02, 3, 0.85, 4, 1, Conditions.USUAL);
        SamplerSettings polished = SamplerSettings.refined(RECIPE, 17);
        DiffusionResult usual = reconstruct(slices, polished).get(0);
        DiffusionResult quick = reconstructor(NETWORK, hasty)
                .reconstruct(slices, polished, ReconstructionListener.NONE, () -> false)
                .get(0);
        assertArrayEquals(usual.mean().data(), quick.mean().data());
        assertFalse(Arrays.equals(deviation(usual), deviation(quick)));
    }

    @Test
    void aRefinedPictureThatBeginsFromTheCoarseOneRepeatsExactly() {
        PreparedSlice slice = SlicesForTests.slice(32, 24, 3, 7);
        PreparedSlice warm = from(start(reconstruct(List.of(slice), COARSE).get(0), Origin.SAME_DATA), slice);
        DiffusionResult once = reconstruct(List.of(warm), REFINED.withPasses(0)).get(0);
        DiffusionResult again =
                reconstruct(List.of(warm), REFINED.withPasses(0)).get(0);
        assertArrayEquals(once.mean().data(), again.mean().data());
        assertArrayEquals(deviation(once), deviation(again));
    }

    @Test
    void predictsAnErrorOfTheSizeThatItsPixelsState() {
        DiffusionResult result = reconstruct(List.of(SlicesForTests.slice(16, 16, 2, 10)), COARSE)
                .get(0);
        RealImage deviation = result.deviation();
        Double predicted = result.predictedNrmse();
        assertNotNull(deviation);
        assertNotNull(predicted);
        double error = 0;
        double power = 0;
        for (int i = 0; i < deviation.data().length; i++) {
            error += Math.pow(deviation.data()[i], 2);
            power += Math.pow(result.mean().magnitude().data()[i], 2);
        }
        assertEquals(Math.sqrt(error / power), predicted, 1e-6);
    }

    @Test
    void aPictureThatOtherFramesBeganIsCalibratedAsACine() {
        PreparedSlice slice = SlicesForTests.slice(32, 24, 3, 7);
        DiffusionResult coarse = reconstruct(List.of(slice), COARSE).get(0);
        Calibration calibration = calibration(3).with(Calibration.CINE, calibration(.5));
        for (SamplerSettings settings : List.of(COARSE, REFINED)) {
            for (Origin origin : Origin.values()) {
                DiffusionResult made = reconstructor(NETWORK, RECIPE, calibration)
                        .reconstruct(
                                List.of(from(start(coarse, origin), slice)),
                                settings,
                                ReconstructionListener.NONE,
                                () -> false)
                        .get(0);
                RealImage calibrated = made.calibratedDeviation();
                assertNotNull(calibrated);
                double factor = origin == Origin.OTHER_FRAMES ? .5 : 3;
                assertEquals(factor * deviation(made)[0], calibrated.data()[0], 1e-5, settings + " from " + origin);
            }
        }
    }

    private static Calibration calibration(double factor) {
        List<Calibration.Row> rows = List.of(new Calibration.Row(2, factor, 1, 4, .6, .9));
        return new Calibration(.9, "", Map.of(Calibration.COARSE, rows, Calibration.REFINED, rows));
    }

    private static WarmStart start(DiffusionResult coarse, Origin origin) {
        RealImage deviation = coarse.deviation();
        assertNotNull(deviation);
        return new WarmStart(coarse.mean(), deviation, origin);
    }

    private static PreparedSlice from(WarmStart start, PreparedSlice slice) {
        return new PreparedSlice(slice.kspace(), slice.maps(), slice.noiseLevel(), start);
    }

    @Test
    void countsEvaluationsAndTellsThem() {
        var told = new AtomicInteger();
        var listener = new ReconstructionListener() {
            @Override
            public void evaluated(int evaluations) {
                told.addAndGet(evaluations);
            }
        };
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 8), SlicesForTests.slice(16, 16, 2, 9));
        List<DiffusionResult> results = reconstructor.reconstruct(slices, REFINED, listener, () -> false);
        assertEquals(2 + 4 * 3, results.get(0).evaluations());
        assertEquals(2 * (2 + 4 * 3), told.get());
        assertEquals(4, results.get(0).samples());
    }

    @Test
    void handsOutTheCoarsePictureFirst() {
        List<String> told = new ArrayList<>();
        var listener = new ReconstructionListener() {
            @Override
            public void coarse(int slice, DiffusionResult result) {
                told.add("coarse " + slice + " " + result.samples());
            }

            @Override
            public void finished(int slice, DiffusionResult result) {
                told.add("finished " + slice + " " + result.samples());
            }
        };
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 8), SlicesForTests.slice(16, 12, 2, 9));
        reconstructor.reconstruct(slices, REFINED, listener, () -> false);
        assertEquals(List.of("coarse 0 0", "finished 0 4", "coarse 1 0", "finished 1 4"), told);
    }

    @Test
    void aCoarsePictureStatesTheErrorThatTheNetworkExpects() {
        PreparedSlice slice = SlicesForTests.slice(16, 16, 2, 10);
        DiffusionResult result = reconstruct(List.of(slice), COARSE).get(0);
        assertEquals(2, result.evaluations());
        assertEquals(
                List.of("prepare", "coarse"),
                result.steps().stream().map(Provenance.Step::name).toList());
        float[] deviation = deviation(result);
        assertEquals(deviation[0], deviation[255], 1e-6f);
        assertEquals(WIDTH, deviation[0], 0.4 * WIDTH);
        assertNull(reconstruct(List.of(slice), COARSE.withPasses(0)).get(0).deviation());
    }

    @Test
    void aNetworkThatDoesNotStateItsErrorNeedsItInTheRecipe() {
        ResidualNetwork silent = (noisy, sigma, known) -> new Answer(noisy.times(0), null);
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 10));
        var error = assertThrows(IllegalStateException.class, () -> reconstructor(silent, RECIPE)
                .reconstruct(slices, COARSE, ReconstructionListener.NONE, () -> false));
        assertEquals("recipe: prior_sd is missing, and the network does not state its own error", error.getMessage());
        Recipe stated = new Recipe(List.of(0.05), 2, 4, 4, 0.2, 0.02, 3, 0.85, 4, 1, Conditions.USUAL);
        assertEquals(
                4,
                reconstructor(silent, stated)
                        .reconstruct(slices, REFINED, ReconstructionListener.NONE, () -> false)
                        .get(0)
                        .samples());
    }

    @Test
    void stopsBetweenTwoStepsWhenCancelled() {
        var evaluated = new AtomicInteger();
        var listener = new ReconstructionListener() {
            @Override
            public void evaluated(int evaluations) {
                evaluated.addAndGet(evaluations);
            }
        };
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 11));
        assertThrows(
                CancellationException.class,
                () -> reconstructor.reconstruct(slices, REFINED, listener, () -> evaluated.get() >= 2));
        assertEquals(2, evaluated.get());
    }

    @Test
    void leavesNothingOnTheDevice() {
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 12));
        reconstruct(slices, REFINED);
        int before = SharedRuntime.get().managedArrays();
        reconstruct(slices, REFINED);
        assertThrows(
                CancellationException.class,
                () -> reconstructor.reconstruct(slices, REFINED, ReconstructionListener.NONE, () -> true));
        assertEquals(before, SharedRuntime.get().managedArrays());
    }

    @Test
    void polishesTheMeanWithoutNoise() {
        List<PreparedSlice> slices = List.of(SlicesForTests.slice(16, 16, 2, 13));
        var settings = REFINED.withPolish(2);
        DiffusionResult plain = reconstruct(slices, REFINED).get(0);
        DiffusionResult polished = reconstruct(slices, settings).get(0);
        assertEquals(plain.evaluations() + 2 * 4, polished.evaluations());
        assertNoneBelow(deviation(plain), deviation(polished));
        assertClose(plain.mean(), polished.mean(), 0.05, "seed 13");
        assertFalse(Arrays.equals(plain.mean().data(), polished.mean().data()));
    }

    @Test
    void refusesASliceWithoutSignal() {
        PreparedSlice slice = SlicesForTests.slice(16, 16, 2, 14);
        var kspace = new KSpace(2, slice.kspace().mask(), new float[2 * 2 * 16 * 16]);
        var silent = new PreparedSlice(kspace, slice.maps(), 1, null);
        var error = assertThrows(IllegalArgumentException.class, () -> reconstruct(List.of(silent), COARSE));
        assertEquals("the k-space holds no signal", error.getMessage());
    }

    private static DiffusionReconstructor reconstructor(ResidualNetwork network, Recipe recipe) {
        return reconstructor(network, recipe, Calibration.NONE);
    }

    private static DiffusionReconstructor reconstructor(
            ResidualNetwork network, Recipe recipe, Calibration calibration) {
        var prior = new Prior(network, List.of(KnownChannel.values()), 10, 1, recipe, calibration);
        return new DiffusionReconstructor(SharedRuntime.get(), prior, () -> {}, System::nanoTime);
    }

    private List<DiffusionResult> reconstruct(List<PreparedSlice> slices, SamplerSettings settings) {
        return reconstructor.reconstruct(slices, settings, ReconstructionListener.NONE, () -> false);
    }

    /** What the network expects of its own error comes on top of the spread of the samples. */
    private static void assertNoneBelow(float[] spread, float[] all) {
        for (int i = 0; i < spread.length; i++) {
            assertTrue(all[i] >= spread[i], "pixel " + i);
        }
    }

    private static float[] deviation(DiffusionResult result) {
        RealImage deviation = result.deviation();
        assertNotNull(deviation);
        return deviation.data();
    }

    private static void assertClose(ComplexImage expected, ComplexImage found, double tolerance, String where) {
        assertArrayEquals(expected.data(), found.data(), (float) tolerance, where);
    }
}
