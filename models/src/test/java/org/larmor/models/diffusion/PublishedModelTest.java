package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.network.Estimate;
import org.larmor.models.network.Knowledge;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.MirroredNetwork;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditioning;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.Recipe;

/**
 * The model that ships, on the case that {@code models/training/make_fixture.py} wrote with it. Physics must agree to float
 * precision; the network computes in bfloat16, whose kernels round differently from one PyTorch to the next.
 */
class PublishedModelTest {
    private static final int ROWS = 72;
    private static final int COLUMNS = 52;
    private static final int COILS = 3;
    private static final double COMPLEX_NOISE = 0.01 * Math.sqrt(2);
    private static final double FLOAT = 3e-4;
    private static final double BFLOAT = 6e-3;
    private static final ModelPackage MODEL =
            ModelZoo.read(Path.of("zoo")).named("brain-small").orElseThrow();

    @Test
    void thePackageIsSound() {
        ModelZoo zoo = ModelZoo.read(Path.of("zoo"));
        assertEquals(List.of(), zoo.faults());
        assertEquals("", MODEL.unfit(230, 180, Conditioning.CONDITIONAL));
        assertEquals("", MODEL.unfit(230, 180, Conditioning.UNCONDITIONAL));
    }

    @Test
    void preparesTheSameProblem() {
        withProblem((workspace, slice) -> {
            assertClose("sense", slice.sense(), FLOAT);
            assertClose("adjoint", slice.adjoint(), FLOAT);
            assertClose("turn", slice.phasor(), FLOAT);
            assertEquals(0.8910011987083344, slice.factor(), 1e-5);
            assertEquals(0.015872184187173843, slice.noise(), 1e-7);
        });
    }

    @Test
    void tellsTheNetworkTheSame() {
        withProblem((workspace, slice) -> {
            Tensor known = workspace.real(floats("known"), 1, 8, ROWS, COLUMNS);
            Tensor spread = known.part(1, 4, 5).without(1).times(0.1);
            var knowledge = new Knowledge(
                    slice.sense(),
                    spread,
                    workspace.perElement(new double[] {slice.noise()}, 3),
                    workspace.perElement(new double[] {slice.logAcceleration()}, 3),
                    MODEL.description().noiseGain());
            assertClose("known", KnownChannel.stacked(MODEL.known(), knowledge, slice.sense()), FLOAT);
        });
    }

    @Test
    void theNetworkAnswersTheSame() {
        SharedRuntime.on(workspace -> {
            Tensor known = workspace.real(floats("known"), 1, 8, ROWS, COLUMNS);
            Tensor noisy = workspace.real(floats("noisy"), 2, ROWS * COLUMNS);
            Tensor complex = noisy.transposed(1, 0).contiguous().joined().reshaped(1, ROWS, COLUMNS);
            try (TorchDenoiser network = MODEL.open(SharedRuntime.get())) {
                double silent = MODEL.description().sigma().max();
                assertAnswer("regress", network.residual(complex.times(0), new double[] {silent}, known));
                assertAnswer(
                        "mirrored",
                        new MirroredNetwork(network).residual(complex.times(0), new double[] {silent}, known));
                assertAnswer("denoised", network.residual(complex, new double[] {0.1}, known));
            }
        });
    }

    @Test
    void weighsDataAndEstimateTheSame() {
        withProblem((workspace, slice) -> {
            Tensor answer = workspace.real(floats("regress"), 3, ROWS, COLUMNS);
            Tensor residual = answer.part(0, 0, 2)
                    .transposed(1, 2, 0)
                    .contiguous()
                    .joined()
                    .reshaped(1, ROWS, COLUMNS);
            var estimate = new Estimate(slice.sense().plus(residual), answer.part(0, 2, 3));
            DeviceBatch batch = DeviceBatch.of(workspace, List.of(slice), 10);
            Recipe recipe = MODEL.description().recipe();
            assertClose(
                    "consistent",
                    batch.data(recipe.conditions(), recipe.iterations())
                            .applied(estimate)
                            .picture(),
                    FLOAT);
        });
    }

    private static void assertAnswer(String name, ResidualNetwork.Answer answer) {
        float[] expected = floats(name);
        float[] residual = answer.residual().toFloats();
        float[] deviation = Objects.requireNonNull(answer.deviation()).toFloats();
        int pixels = ROWS * COLUMNS;
        for (int i = 0; i < pixels; i++) {
            assertEquals(expected[i], residual[2 * i], BFLOAT, name + ", real part of pixel " + i);
            assertEquals(expected[pixels + i], residual[2 * i + 1], BFLOAT, name + ", imaginary part of pixel " + i);
            assertEquals(expected[2 * pixels + i], deviation[i], BFLOAT, name + ", deviation of pixel " + i);
        }
    }

    private static void withProblem(BiConsumer<Workspace, DeviceSlice> test) {
        byte[] file = Npy.bytes("/fixture/mask.npy");
        boolean[] lines = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            lines[i] = file[file.length - ROWS + i] != 0;
        }
        var kspace = new KSpace(COILS, SamplingMask.ofLines(lines, COLUMNS), floats("kspace"));
        var maps = new CoilMaps(COILS, ROWS, COLUMNS, floats("maps"));
        var slice = new PreparedSlice(kspace, maps, COMPLEX_NOISE / Math.sqrt(2), null);
        SharedRuntime.on(workspace -> test.accept(
                workspace, new Preparation(workspace, MODEL.description().recipe(), 0).prepared(slice)));
    }

    private static float[] floats(String name) {
        return Npy.floats("/fixture/" + name + ".npy");
    }

    private static void assertClose(String name, Tensor found, double tolerance) {
        assertArrayEquals(floats(name), found.toFloats(), (float) tolerance, name);
    }
}
