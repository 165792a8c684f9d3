package org.larmor.models.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.models.anomaly.AnomalyFinder.Counterparts;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.AnomalyDescription.AnomalyRecipe;

/** The shipped pair against what {@code make_anomaly_fixture.py} made with it in Python, and the laws of the method. */
class AnomalyFinderTest {
    private static AnomalyFinder finder = Brains.finder();

    @BeforeAll
    static void open() {
        finder = Brains.finder();
    }

    @AfterAll
    static void free() {
        finder.close();
    }

    private static Counterparts counterparts(AnomalyRecipe recipe) {
        return finder.counterparts(Brains.fixture(), recipe, Urgency.analysis(0), () -> false);
    }

    private static AnomalyRecipe shipped() {
        return finder.model().description().anomaly().recipe();
    }

    /** Unmasked, first order, without the further inventions. */
    private static AnomalyRecipe plain(int level, int steps, int order, double scale) {
        return new AnomalyRecipe(List.of(level), steps, order, scale, 0, false, false, false, 0);
    }

    @Test
    void theShippedRecipeIsPythons() {
        Counterparts made = counterparts(shipped());
        Evidence evidence = Objects.requireNonNull(made.evidence());
        assertArrayEquals(Brains.expected("evidence"), evidence.values(), 1e-3f);
        float[] expected = Brains.expected("counterparts");
        int each = expected.length / 2;
        for (int level = 0; level < 2; level++) {
            float[] python = Arrays.copyOfRange(expected, level * each, (level + 1) * each);
            assertArrayEquals(python, made.pictures().get(level), 1e-3f, "from level " + level);
        }
        var anomaly = finder.model().description().anomaly();
        DifferenceMap map = DifferenceMap.of(Brains.fixture(), made.pictures(), evidence, true, anomaly);
        assertArrayEquals(Brains.expected("map"), map.mean(), 1e-3f);
        assertArrayEquals(Brains.expected("deviation"), map.deviation(), 1e-3f);
        assertEquals(27, made.denoised());
        assertEquals(29, made.classified());
        assertTrue(made.denoised() + made.classified() <= 60);
    }

    @Test
    void thePapersFormIsPythons() {
        Counterparts made = counterparts(plain(12, 12, 1, 100));
        assertArrayEquals(Brains.expected("paper"), made.pictures().getFirst(), 1e-3f);
        AnomalyRecipe paper = AnomalySettings.paper(0).recipe();
        assertEquals(plain(500, 500, 1, 100), paper);
    }

    @Test
    void guidanceOfStrength0IsNone() {
        Counterparts without = counterparts(plain(200, 6, 2, 0));
        assertEquals(0, without.classified());
        PreparedBrain brain = Brains.fixture();
        float[] still = without.pictures().getFirst();
        float[] guided = counterparts(plain(200, 6, 2, 100)).pictures().getFirst();
        assertTrue(largest(still, guided) > 0.05, "guidance changes nothing");
        float[] weak = counterparts(plain(200, 6, 2, 1e-6)).pictures().getFirst();
        assertArrayEquals(still, weak, 1e-4f);
        assertEquals(brain.values().length, still.length);
    }

    /** The largest error of the round trip: .03 of the brain's median in 24 steps of the second order. */
    @Test
    void withoutGuidanceTheRoundTripGivesTheSliceBack() {
        float[] values = Brains.fixture().values();
        double second =
                meanError(values, counterparts(plain(400, 24, 2, 0)).pictures().getFirst());
        double first =
                meanError(values, counterparts(plain(400, 24, 1, 0)).pictures().getFirst());
        assertTrue(second < 0.02, "second order: " + second);
        assertTrue(second < first, "second order: " + second + ", first: " + first);
    }

    @Test
    void theGradientIsThatOfDifferences() {
        PreparedBrain brain = Brains.fixture();
        long[] shape = {1, 4, brain.canvas().rows(), brain.canvas().columns()};
        double sigma = 0.4;
        double step = 0.05;
        try (var networks = new Networks()) {
            float[] gradient = networks.judged(brain.values(), shape, sigma, 1, 0);
            float[] slope = Arrays.copyOf(gradient, brain.values().length);
            double norm = Math.sqrt(squares(slope));
            assertTrue(norm > 0, "there is no gradient");
            double[] around = new double[2];
            for (int side = 0; side < 2; side++) {
                float[] moved = brain.values().clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += (float) ((side == 0 ? -step : step) * slope[i] / norm);
                }
                float[] answer = networks.judged(moved, shape, sigma, 0, 0);
                around[side] = answer[answer.length - 1];
            }
            assertEquals(norm, (around[1] - around[0]) / (2 * step), 0.03 * norm);
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        float[] once = counterparts(shipped()).pictures().getFirst();
        assertArrayEquals(once, counterparts(shipped()).pictures().getFirst(), 0f);
    }

    @Test
    void aContrastThatIsMissingTellsNothing() {
        PreparedBrain brain = Brains.fixture();
        float[] other = counterparts(plain(100, 3, 2, 10)).pictures().getFirst();
        int plane = brain.inside().length;
        for (int i = 0; i < plane; i++) {
            assertEquals(0, other[i], "T1 is not there, but pixel " + i + " is not 0");
        }
    }

    @Test
    void aBrainIsFoundOnItsOwnGridInItsOwnIntensities() throws AnomalyRefusal {
        var slice = Brains.slice(1.5, 700);
        AnomalyFinding found =
                finder.find(slice, AnomalySettings.of(finder.model(), 7), Urgency.analysis(0), () -> false);
        assertEquals(slice.rows(), found.map().rows());
        assertEquals(slice.columns(), found.map().columns());
        float[] picture =
                Objects.requireNonNull(slice.pictures().get(Contrast.FLAIR)).data();
        float[] healthy =
                Objects.requireNonNull(found.counterparts().get(Contrast.FLAIR)).data();
        int spot = Brains.spot(slice);
        assertTrue(found.map().data()[spot] > found.threshold(), "the spot is not in the map");
        assertTrue(healthy[spot] < 0.9 * picture[spot], healthy[spot] + " of " + picture[spot] + " at the spot");
        assertEquals(picture[0], healthy[0], "air changed");
        assertTrue(found.share() > 0 && found.areaMm2() < 2500, found.areaMm2() + " mm^2");
        assertTrue(found.score() >= 0 && found.score() <= 1);
        assertEquals(7, found.made().seed());
        assertEquals(List.of(400, 234), found.made().levels());
        assertNotEquals(0, found.made().evaluations());
        assertFalse(found.made().digest().isEmpty());
    }

    @Test
    void whoIsNotNeededAnyMoreIsStopped() {
        assertThrows(
                CancellationException.class,
                () -> finder.counterparts(Brains.fixture(), shipped(), Urgency.analysis(0), () -> true));
    }

    @Test
    void nativeMemoryStaysWhereItWas() {
        counterparts(plain(100, 4, 2, 10));
        int before = SharedRuntime.get().managedArrays();
        counterparts(plain(100, 4, 2, 10));
        assertEquals(before, SharedRuntime.get().managedArrays());
    }

    private static double largest(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static double meanError(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    /** The networks themselves. */
    private static final class Networks implements AutoCloseable {
        private final AnomalyNetworks networks = AnomalyNetworks.open(finder.model(), SharedRuntime.get());

        float[] judged(float[] values, long[] shape, double sigma, double whole, double places) {
            return SharedRuntime.get().onDevice(workspace -> networks.judged(
                            workspace.real(values, shape),
                            sigma,
                            workspace.real(Brains.fixture().present(), 1, 4),
                            whole,
                            places)
                    .toFloats());
        }

        @Override
        public void close() {
            SharedRuntime.get().onDevice(workspace -> {
                networks.close();
                return true;
            });
        }
    }
}
