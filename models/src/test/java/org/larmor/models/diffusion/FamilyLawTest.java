package org.larmor.models.diffusion;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.RandomSlices;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditions;

/**
 * With a Gaussian prior, whose denoiser is known, each family must reach the posterior: its mean and its whole covariance, which
 * {@link DensePosterior} solves for. DiffuseRecon takes the data as they are, so its law holds for data without noise.
 */
class FamilyLawTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 3;
    private static final int SAMPLES = 400;
    private static final double WIDTH = 0.25;
    private static final double MEAN = 0.4;
    private static final SigmaLadder LADDER = SigmaLadder.geometric(3, 0.02, 80);
    private static final long SEED = 5;

    @ParameterizedTest(name = "{0}, {1} coils, noise {2}")
    @CsvSource({
        "diffuserecon, 1, 0.002",
        "diffuserecon, 2, 0.002",
        "mc-ddpm, 1, 0.002",
        "mc-ddpm, 2, 0.15",
    })
    void reachesThePosteriorsMeanAndCovariance(String name, int coils, double noise) {
        var random = new RandomSlices(SEED, ROWS, COLUMNS);
        boolean[] lines = {false, true, false, true, false, false};
        SamplingMask mask = SamplingMask.ofLines(lines, COLUMNS);
        CoilMaps maps = coils == 1 ? CoilMaps.ones(ROWS, COLUMNS) : random.maps(coils);
        SharedRuntime.on(workspace -> {
            var one = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(maps));
            Tensor adjoint = one.normal(
                    Pictures.images(workspace, List.of(random.image())).times(WIDTH));
            var exact = new DensePosterior(columns(workspace, one), noise, WIDTH, MEAN, adjoint.toFloats());
            exact.holdsFor(name + ", seed " + SEED, draws(workspace, name, one, adjoint, noise));
        });
    }

    private static float[] draws(
            Workspace workspace, String name, DeviceEncodingOperator one, Tensor adjoint, double noise) {
        var many = DeviceEncodingOperator.joined(Collections.nCopies(SAMPLES, one));
        double[] levels = new double[SAMPLES];
        java.util.Arrays.fill(levels, noise);
        var data = new DataConsistency(workspace, many, adjoint, levels, Conditions.USUAL, one.coils() == 1 ? 2 : 6);
        Tensor mean = workspace.complex(constant(), 1, ROWS, COLUMNS);
        var prior = new GaussianPrior(workspace, mean, WIDTH);
        long[] seeds = IntStream.range(0, SAMPLES)
                .mapToLong(i -> GaussianNoise.seed(SEED, i))
                .toArray();
        var source = new GaussianNoise(workspace, seeds, ROWS, COLUMNS);
        var descent = new GuidedDescent(LADDER, Families.named(name).step(data));
        Tensor point = mean.plus(source.draw(0).times(LADDER.at(0)));
        for (int i = 0; i < descent.evaluations(); i++) {
            double[] sigma = new double[SAMPLES];
            java.util.Arrays.fill(sigma, descent.sigma(i));
            try (Scope scope = Scope.open()) {
                Estimate clean = prior.estimate(point, sigma);
                point = scope.keep(descent.moved(point, clean, i, source));
            }
        }
        return point.toFloats();
    }

    private static float[] constant() {
        float[] values = new float[2 * ROWS * COLUMNS];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = (float) MEAN;
        }
        return values;
    }

    /** A^H A of each unit picture, one behind the other. */
    private static float[] columns(Workspace workspace, DeviceEncodingOperator one) {
        int pixels = ROWS * COLUMNS;
        float[] units = new float[2 * pixels * pixels];
        for (int i = 0; i < pixels; i++) {
            units[2 * (i * pixels + i)] = 1;
        }
        return one.normal(workspace.complex(units, pixels, ROWS, COLUMNS)).toFloats();
    }
}
