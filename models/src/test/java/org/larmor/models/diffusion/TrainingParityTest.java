package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.network.Estimate;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

/**
 * The same steps as {@code larmor_training/reconstruct.py}, on a case that it wrote with a small random network: {@code
 * models/src/test/python/write_parity_case.py}.
 */
class TrainingParityTest {
    private static final int ROWS = 70;
    private static final int COLUMNS = 50;
    private static final int COILS = 4;
    private static final double COMPLEX_NOISE = 1;
    private static final Recipe RECIPE = new Recipe(null, 3, 6, 6, 0.2, 0.02, 4, 0.85, 2, 1, Conditions.USUAL);
    private static final TorchDenoiser NETWORK =
            new TorchDenoiser(SharedRuntime.get().load("parity", Npy.bytes("/parity/network.pt")), 8);
    private static final Prior PRIOR =
            new Prior(NETWORK, List.of(KnownChannel.values()), 10, 1, RECIPE, Calibration.NONE);

    @AfterAll
    static void freeTheNetwork() {
        SharedRuntime.on(workspace -> NETWORK.close());
    }

    @Test
    void preparesTheSameProblem() {
        withProblem((workspace, problem) -> {
            assertClose("sense", problem.sense(), 2e-4);
            assertEquals(64.698337, problem.factor(), 1e-3);
            assertEquals(0.015456348, problem.noise(), 1e-6);
            assertEquals(0.78275937, problem.logAcceleration(), 1e-6);
        });
    }

    @Test
    void tellsTheNetworkTheSame() {
        withProblem((workspace, problem) -> {
            DeviceBatch batch = DeviceBatch.of(workspace, List.of(problem), 10);
            Tensor anchor = tensor(workspace, "coarse").part(0, 2, 3);
            assertClose("known", batch.known(PRIOR.known(), anchor), 5e-4);
        });
    }

    @Test
    void theNetworkGivesTheSame() {
        SharedRuntime.on(workspace -> {
            Tensor known = workspace.real(Npy.floats("/parity/known.npy"), 1, 8, ROWS, COLUMNS);
            Tensor noisy = workspace.complex(noise(0), 2, ROWS, COLUMNS);
            double[] sigma = {0.1, 0.1};
            Answer answer = NETWORK.residual(noisy, sigma, known.elements(0, 0));
            assertClose("residual", answer.residual(), 1e-4);
            assertClose("deviation", Objects.requireNonNull(answer.deviation()), 1e-4);
        });
    }

    @Test
    void makesTheSameCoarsePicture() {
        withProblem((workspace, problem) -> {
            DeviceBatch batch = DeviceBatch.of(workspace, List.of(problem), 10);
            Tensor anchor = problem.anchor();
            float[] expected = Npy.floats("/parity/coarse.npy");
            int length = expected.length / 3;
            for (int pass = 0; pass < 3; pass++) {
                Answer answer = NETWORK.residual(PRIOR.meanQuestion(batch, anchor));
                Estimate estimate = PRIOR.mean(answer, batch, anchor, pass);
                anchor = batch.data(RECIPE.conditions(), RECIPE.iterations())
                        .applied(estimate)
                        .picture();
                float[] one = Arrays.copyOfRange(expected, pass * length, (pass + 1) * length);
                assertArrayEquals(one, anchor.toFloats(), 1e-3f, "pass " + pass);
            }
        });
    }

    @Test
    void drawsTheSameSamplesFromTheSameNoise() {
        withProblem((workspace, problem) -> {
            DeviceBatch batch = DeviceBatch.of(workspace, List.of(problem, problem), 10);
            Tensor anchor = tensor(workspace, "coarse").elements(2, 2);
            NoiseSource noise = step -> workspace.complex(noise(step), 2, ROWS, COLUMNS);
            SigmaLadder ladder = SigmaLadder.geometric(0.2, 0.02, 4);
            Tensor known = batch.known(PRIOR.known(), anchor);
            DataConsistency data = batch.data(RECIPE.conditions(), RECIPE.iterations());
            Denoiser posterior = (noisy, sigma) -> {
                Answer answer = NETWORK.residual(PRIOR.question(noisy, sigma, anchor, known));
                return data.applied(PRIOR.estimate(answer, batch, sigma, anchor));
            };
            Tensor start = anchor.plus(noise.draw(0).times(0.2));
            Tensor draws = posterior.end(new DdimSampler(0.85).begin(start, ladder, noise));
            assertClose("draws", draws, 1e-3);
        });
    }

    /** The prepared case, with the noise map of the training's own pseudo replica. */
    private static void withProblem(BiConsumer<Workspace, DeviceSlice> test) {
        SharedRuntime.on(workspace -> {
            boolean[] lines = new boolean[ROWS];
            float[] measured = Npy.floats("/parity/mask.npy");
            for (int i = 0; i < ROWS; i++) {
                lines[i] = measured[i] > 0;
            }
            SamplingMask mask = SamplingMask.ofLines(lines, COLUMNS);
            var kspace = new KSpace(COILS, mask, Npy.floats("/parity/kspace.npy"));
            var maps = new CoilMaps(COILS, ROWS, COLUMNS, Npy.floats("/parity/maps.npy"));
            var slice = new PreparedSlice(kspace, maps, COMPLEX_NOISE / Math.sqrt(2), null);
            DeviceSlice own = new Preparation(workspace, RECIPE, 0).prepared(slice);
            Tensor spread = workspace.real(Npy.floats("/parity/spread.npy"), 1, ROWS, COLUMNS);
            test.accept(
                    workspace,
                    new DeviceSlice(
                            own.encoding(),
                            own.adjoint(),
                            own.sense(),
                            spread,
                            own.phasor(),
                            own.anchor(),
                            own.factor(),
                            own.noise(),
                            own.logAcceleration()));
        });
    }

    private static float[] noise(int step) {
        float[] all = Npy.floats("/parity/noise.npy");
        int length = all.length / 5;
        return Arrays.copyOfRange(all, step * length, (step + 1) * length);
    }

    private static Tensor tensor(Workspace workspace, String name) {
        float[] values = Npy.floats("/parity/" + name + ".npy");
        return workspace.complex(values, values.length / (2L * ROWS * COLUMNS), ROWS, COLUMNS);
    }

    private static void assertClose(String name, Tensor found, double tolerance) {
        assertArrayEquals(Npy.floats("/parity/" + name + ".npy"), found.toFloats(), (float) tolerance, name);
    }
}
