package org.larmor.models.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelZoo;

/** With networks that move a picture by what its centre of mass moves: (d, 0, -d / 2), or (d, -d / 2) in a plane. */
class FrameSynthesizerTest {
    private static final Path MODELS = Path.of("src/test/resources/deformable");
    private static final int ROWS = 52;
    private static final int COLUMNS = 61;
    private static final double MOVED = 6;
    /** Most that linear interpolation errs half way between pixels: an eighth of the blob's second derivatives, 40 and 67. */
    private static final float BETWEEN_PIXELS = (40 + 67) / 8f;

    private static DeformablePackage model(String name) {
        Path folder = MODELS.resolve(name);
        ModelZoo zoo = ModelZoo.read(Objects.requireNonNull(folder.getParent()));
        return zoo.deformable().stream()
                .filter(each -> each.name().equals(String.valueOf(folder.getFileName())))
                .findFirst()
                .orElseThrow();
    }

    private static SynthesisResult synthesise(
            String name, RealVolume source, RealVolume target, SynthesisSettings settings) {
        try (var synthesizer = FrameSynthesizer.open(model(name), SharedRuntime.get(), () -> 0)) {
            return synthesizer.synthesize(source, target, settings, Urgency.refinement(0), () -> false);
        }
    }

    /** A smooth blob of brightness 1000 on 0, moved by gamma from its place. */
    private static RealVolume blob(int slices, double gamma) {
        double d = gamma * MOVED * (slices == 1 ? 1 : 0.5);
        float[] data = new float[slices * ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            double z = slices == 1 ? 0 : i / (ROWS * COLUMNS) - (slices * 0.35 + d);
            double y = i / COLUMNS % ROWS - (ROWS * 0.4 + (slices == 1 ? d : 0));
            double x = i % COLUMNS - (COLUMNS * 0.55 - d / 2);
            data[i] = (float) (1000 * Math.exp(-(z * z / 12 + y * y / 50 + x * x / 30)));
        }
        return new RealVolume(slices, ROWS, COLUMNS, data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shift-2d", "shift-one-way"})
    void everyFrameOfAKnownMotionIsWhereItShouldBe(String name) {
        SynthesisResult result = synthesise(name, blob(1, 0), blob(1, 1), SynthesisSettings.evenly(7));
        assertEquals(7, result.frames().size());
        for (SynthesisedFrame frame : result.frames()) {
            assertArrayEquals(
                    blob(1, frame.gamma()).data(),
                    frame.picture().data(),
                    BETWEEN_PIXELS,
                    name + " at " + frame.gamma());
            assertEquals(0, frame.foldedShare());
        }
        double without = greatest(blob(1, 0.5), blob(1, 0));
        assertTrue(without > 200, "the motion is too small to prove anything: " + without);
    }

    /** Its description says that a fifth of the motion is done at half of the time, and half of that at a quarter. */
    @Test
    void theMotionHasTheCourseThatTheModelStatesBetweenTheHeartsOwnPhasesOnly() {
        SynthesisSettings half = SynthesisSettings.at(List.of(0.25, 0.5));
        List<SynthesisedFrame> eased =
                synthesise("shift-eased", blob(1, 0), blob(1, 1), half).frames();
        assertArrayEquals(blob(1, 0.1).data(), eased.get(0).picture().data(), BETWEEN_PIXELS);
        assertArrayEquals(blob(1, 0.2).data(), eased.get(1).picture().data(), BETWEEN_PIXELS);
        assertEquals(0.5, eased.get(1).gamma(), "the share of the time is what is told");
        SynthesisedFrame even = synthesise("shift-eased", blob(1, 0), blob(1, 1), half.even())
                .frames()
                .get(1);
        assertArrayEquals(blob(1, 0.5).data(), even.picture().data(), BETWEEN_PIXELS);
    }

    @Test
    void aStackMovesAsAWhole() {
        SynthesisResult result = synthesise("shift-3d", blob(18, 0), blob(18, 1), SynthesisSettings.evenly(3));
        SynthesisedFrame middle = result.frames().get(1);
        // along z the blob is narrow, and moved by half of what interpolation blurs most: the truth is known to 4 %
        assertTrue(greatest(blob(18, 0.5), middle.picture()) < 40);
        assertTrue(greatest(blob(18, 0.5), blob(18, 0)) > 200);
    }

    /** Its centre of mass is that of its own slices: none is repeated, though rows and columns are. */
    @Test
    void aStackHasAsManySlicesForTheNetworkAsItHas() {
        SynthesisSettings whole = SynthesisSettings.at(List.of(1.0)).withFields();
        SynthesisResult result = synthesise("shift-3d", weighed(3, 2, 1), weighed(1, 2, 3), whole);
        DisplacementField field =
                Objects.requireNonNull(result.frames().getFirst().field());
        double centre = (0 * 3 + 1 * 2 + 2 * 1) / 6.0;
        // what is dark beside the blob does not count in the target: that shifts its centre a little
        assertEquals(centre - (2 - centre), field.component(0).data()[0], 0.05);
    }

    /** The same blob in each slice, this bright. */
    private static RealVolume weighed(int... brightness) {
        RealVolume plane = blob(1, 0);
        float[] data = new float[brightness.length * ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = brightness[i / (ROWS * COLUMNS)] * plane.data()[i % (ROWS * COLUMNS)];
        }
        return new RealVolume(brightness.length, ROWS, COLUMNS, data);
    }

    @Test
    void aNetworkOfPlanesMovesEachSliceByItsOwnMotion() {
        RealVolume still = blob(1, 0);
        RealVolume source = RealVolume.of(List.of(still.slice(0), still.slice(0)));
        RealVolume target = RealVolume.of(List.of(blob(1, 1).slice(0), still.slice(0)));
        SynthesisedFrame middle = synthesise("shift-2d", source, target, SynthesisSettings.evenly(3))
                .frames()
                .get(1);
        assertArrayEquals(blob(1, 0.5).data(), middle.picture().slice(0).data(), BETWEEN_PIXELS);
        assertArrayEquals(still.data(), middle.picture().slice(1).data(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shift-2d", "shift-one-way"})
    void theFirstFrameIsTheSourceItself(String name) {
        SynthesisedFrame first = synthesise(
                        name,
                        blob(1, 0),
                        blob(1, 1),
                        SynthesisSettings.evenly(2).withFields().withDeviation(2, 1))
                .frames()
                .get(0);
        assertArrayEquals(blob(1, 0).data(), first.picture().data());
        assertEquals(0, Objects.requireNonNull(first.field()).meanLength());
        assertArrayEquals(
                new float[ROWS * COLUMNS],
                Objects.requireNonNull(first.deviation()).data());
    }

    @Test
    void theLastFrameIsTheTargetWhereBothAreBlendedAndTheMovedSourceElse() {
        RealVolume target = blob(1, 1);
        SynthesisResult blended = synthesise(
                "shift-2d",
                blob(1, 0),
                target,
                SynthesisSettings.at(List.of(1.0)).withFields());
        assertTrue(blended.blended());
        assertArrayEquals(target.data(), blended.frames().get(0).picture().data());
        SynthesisSettings alone =
                SynthesisSettings.at(List.of(1.0)).withFields().fromSourceAlone();
        SynthesisResult paper = synthesise("shift-2d", blob(1, 0), target, alone);
        assertFalse(paper.blended());
        DisplacementField field = Objects.requireNonNull(blended.frames().get(0).field());
        assertArrayEquals(
                field.moved(blob(1, 0)).data(), paper.frames().get(0).picture().data());
        assertEquals(-MOVED, field.component(0).data()[ROWS * COLUMNS / 2], 0.05);
        assertEquals(MOVED / 2, field.component(1).data()[ROWS * COLUMNS / 2], 0.05);
        assertEquals(MOVED * Math.sqrt(1.25), field.meanLength(), 0.05);
    }

    @Test
    void nFramesCostOneEvaluationOfGAndOneOfMEach() {
        SynthesisResult paper = synthesise("shift-one-way", blob(1, 0), blob(1, 1), SynthesisSettings.evenly(9));
        assertEquals(1, paper.latentEvaluations());
        assertEquals(8, paper.deformationEvaluations(), "the source itself needs none");
        SynthesisResult both = synthesise("shift-2d", blob(1, 0), blob(1, 1), SynthesisSettings.evenly(9));
        assertEquals(2, both.latentEvaluations());
        assertEquals(14, both.deformationEvaluations(), "neither source nor target need one");
        SynthesisResult stack = synthesise("shift-2d", blob(4, 0), blob(4, 1), SynthesisSettings.evenly(3));
        assertEquals(8, stack.latentEvaluations());
        assertEquals(8, stack.deformationEvaluations());
    }

    /** Moving commutes with the scale of the intensities: a picture in other units gives the same frames in them. */
    @Test
    void framesKeepTheSourcesOwnIntensities() {
        SynthesisSettings settings = SynthesisSettings.at(List.of(0.4));
        RealVolume usual = synthesise("shift-2d", blob(1, 0), blob(1, 1), settings)
                .frames()
                .get(0)
                .picture();
        RealVolume other = synthesise("shift-2d", scaled(blob(1, 0)), scaled(blob(1, 1)), settings)
                .frames()
                .get(0)
                .picture();
        assertArrayEquals(scaled(usual).data(), other.data(), 1e-6f);
    }

    private static RealVolume scaled(RealVolume picture) {
        float[] data = new float[picture.data().length];
        IntStream.range(0, data.length).forEach(i -> data[i] = picture.data()[i] * 1e-4f - 0.3f);
        return new RealVolume(picture.slices(), picture.rows(), picture.columns(), data);
    }

    @Test
    void aSeedGivesTheSameDeviationAndAnotherSeedAnother() {
        SynthesisSettings settings = SynthesisSettings.at(List.of(0.5));
        RealVolume one = deviation(settings.withDeviation(4, 7));
        assertArrayEquals(one.data(), deviation(settings.withDeviation(4, 7)).data());
        assertTrue(greatest(one, deviation(settings.withDeviation(4, 8))) > 0);
        assertNull(synthesise("shift-2d", blob(1, 0), blob(1, 1), settings)
                .frames()
                .get(0)
                .deviation());
    }

    /** The latents of these networks differ by a shift alone: so pictures differ where they are steep. */
    @Test
    void deviationsAreLargeWhereMotionWouldShowAndTheFloorElsewhere() {
        RealVolume deviation = deviation(SynthesisSettings.at(List.of(0.5)).withDeviation(8, 3));
        float corner = deviation.data()[0];
        assertEquals(0.01 * 1000, corner, 0.5, "the floor of the description in units of the picture");
        float steepest = 0;
        for (float value : deviation.data()) {
            steepest = Math.max(steepest, value);
        }
        assertTrue(steepest > 1.5 * corner, steepest + " against " + corner);
    }

    /** Two pictures that agree nowhere: the blend's deviation is at least their distance, sqrt(gamma (1 - gamma)) of it. */
    @Test
    void whereSourceAndTargetDisagreeTheBlendIsUncertain() {
        RealVolume source = blob(1, 0);
        float[] brighter = source.data().clone();
        brighter[5 * COLUMNS + 5] += 400;
        var target = new RealVolume(1, ROWS, COLUMNS, brighter);
        SynthesisedFrame frame = synthesise(
                        "shift-2d",
                        source,
                        target,
                        SynthesisSettings.at(List.of(0.25)).withDeviation(2, 0))
                .frames()
                .get(0);
        double there = Objects.requireNonNull(frame.deviation()).data()[5 * COLUMNS + 5];
        assertTrue(there >= 0.9 * 400 * Math.sqrt(0.25 * 0.75), "deviation " + there);
    }

    private static RealVolume deviation(SynthesisSettings settings) {
        return Objects.requireNonNull(synthesise("shift-2d", blob(1, 0), blob(1, 1), settings)
                .frames()
                .get(0)
                .deviation());
    }

    @Test
    void leavesNoTensorBehind() {
        try (var synthesizer = FrameSynthesizer.open(model("shift-2d"), SharedRuntime.get(), () -> 0)) {
            int before = SharedRuntime.get().managedArrays();
            for (int i = 0; i < 3; i++) {
                synthesizer.synthesize(
                        blob(1, 0),
                        blob(1, 1),
                        SynthesisSettings.evenly(4).withDeviation(2, 0),
                        Urgency.refinement(0),
                        () -> false);
            }
            assertEquals(before, SharedRuntime.get().managedArrays());
        }
    }

    @Test
    void canBeCancelled() {
        try (var synthesizer = FrameSynthesizer.open(model("shift-2d"), SharedRuntime.get(), () -> 0)) {
            assertThrows(
                    CancellationException.class,
                    () -> synthesizer.synthesize(
                            blob(1, 0), blob(1, 1), SynthesisSettings.evenly(3), Urgency.refinement(0), () -> true));
        }
    }

    @Test
    void refusesPicturesThatCannotBeMovedInOneLine() {
        RealVolume good = blob(1, 0);
        float[] torn = good.data().clone();
        torn[100] = Float.NaN;
        assertRefused(
                "the source is 52 x 61 and the target 61 x 52 pixels",
                good,
                new RealVolume(1, COLUMNS, ROWS, good.data()));
        assertRefused(
                "the source is constant: nothing in it can be seen to move",
                new RealVolume(1, ROWS, COLUMNS, new float[ROWS * COLUMNS]),
                good);
        assertRefused("the target holds values that are not finite", good, new RealVolume(1, ROWS, COLUMNS, torn));
    }

    private static void assertRefused(String line, RealVolume source, RealVolume target) {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> synthesise("shift-2d", source, target, SynthesisSettings.evenly(3)));
        assertEquals(line, error.getMessage());
    }

    @Test
    void refusesNetworksThatAreNotWhatTheySay() {
        assertUnusable("broken/biased", "model biased moves a picture by 0.500 pixels without a latent");
        assertUnusable(
                "broken/flat",
                "model flat has another signature: its deformation network, asked about pictures [1, 1, 3, 48, 56],"
                        + " answers [1, 2, 3, 48, 56], not [1, 3, 3, 48, 56]");
    }

    private static void assertUnusable(String name, String line) {
        int before = SharedRuntime.get().managedArrays();
        DeformablePackage model = model(name);
        var error = assertThrows(
                IllegalArgumentException.class, () -> FrameSynthesizer.open(model, SharedRuntime.get(), () -> 0));
        assertEquals(line, error.getMessage());
        assertEquals(before, SharedRuntime.get().managedArrays());
    }

    @Test
    void aPackageSaysWhatItIs() {
        DeformablePackage model = model("shift-2d");
        assertEquals("deformable", model.kind());
        assertEquals(List.of("heart"), model.anatomy());
        assertNotNull(model.description().deformable().uncertainty());
        assertEquals("", model.unfit(1, 128, 100));
        assertEquals("model shift-2d is for sides of 16 to 640 pixels, not 8 x 128", model.unfit(1, 8, 128));
        assertEquals(
                "it has no weights",
                Objects.requireNonNull(model.training()).data().get("none"));
    }

    @Test
    void aModelIsChosenByNameOrBySize() {
        List<DeformablePackage> models = ModelZoo.read(MODELS).deformable();
        assertEquals("shift-2d", chosen(models, "", 1));
        assertEquals("shift-eased", chosen(models, "shift-eased", 1));
        List<DeformablePackage> stacks =
                models.stream().filter(each -> each.name().equals("shift-3d")).toList();
        assertEquals("shift-3d", chosen(stacks, "", 8));
        assertEquals(
                "model shift-3d moves stacks, not a single slice",
                DeformablePackage.choose(stacks, "", 1, 64, 64).reason());
        assertEquals(
                "there is no deformable model named x",
                DeformablePackage.choose(models, "x", 1, 64, 64).reason());
        assertEquals(
                "there is no deformable model",
                DeformablePackage.choose(List.of(), "", 1, 64, 64).reason());
    }

    private static String chosen(List<DeformablePackage> models, String name, int slices) {
        return DeformablePackage.choose(models, name, slices, 64, 64)
                .model()
                .orElseThrow()
                .name();
    }

    private static double greatest(RealVolume a, RealVolume b) {
        return IntStream.range(0, a.data().length)
                .mapToDouble(i -> Math.abs(a.data()[i] - b.data()[i]))
                .max()
                .orElseThrow();
    }
}
