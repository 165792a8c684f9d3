package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.RandomSlices;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Conditions;

/**
 * With a Gaussian prior and one coil the posterior is known in k-space, sample by sample: measured ones have the variance 1 /
 * (1 / width^2 + 1 / noise^2) and the precision-weighted mean, the others are as the prior has them. Every sampler must
 * reach it through the same conjugate gradients that real slices go through.
 */
class PosteriorLawTest {
    private static final int ITERATIONS = 2;
    private static final int SIDE = 16;
    private static final int SAMPLES = 32;
    private static final double WIDTH = 0.28;
    private static final double NOISE = 0.14;
    private static final double TOP = 100;
    private static final long SEED = 3;

    @ParameterizedTest(name = "{0}, {1} levels")
    @CsvSource({"ddim, 800", "ddpm, 800", "heun, 100", "dpm-solver++, 150"})
    void everySamplerReachesThePosteriorsMeanAndVariance(String name, int levels) {
        var random = new RandomSlices(SEED, SIDE, SIDE);
        SamplingMask mask = random.lines();
        ComplexImage measured = random.image();
        SharedRuntime.on(workspace -> {
            var one = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(CoilMaps.ones(SIDE, SIDE)));
            Tensor adjoint = one.normal(Pictures.images(workspace, List.of(measured)));
            var many = DeviceEncodingOperator.joined(Collections.nCopies(SAMPLES, one));
            var prior = new GaussianPrior(
                    workspace, workspace.zeros(1, SIDE, SIDE, 2).joined(), WIDTH);
            double[] noise = LongStream.range(0, SAMPLES)
                    .mapToDouble(i -> NOISE * Math.sqrt(2))
                    .toArray();
            var data = new DataConsistency(workspace, many, adjoint, noise, Conditions.USUAL, ITERATIONS);
            Denoiser posterior = (noisy, sigma) -> data.applied(prior.estimate(noisy, sigma));
            long[] seeds = LongStream.range(0, SAMPLES)
                    .map(i -> GaussianNoise.seed(SEED, (int) i))
                    .toArray();
            var source = new GaussianNoise(workspace, seeds, SIDE, SIDE);
            Tensor start = source.draw(0).times(TOP);
            Tensor draws = posterior.end(
                    Samplers.named(name, 0.85).begin(start, SigmaLadder.geometric(TOP, 0.01, levels), source));
            compare(name, mask, adjoint, draws);
        });
    }

    private static void compare(String name, SamplingMask mask, Tensor adjoint, Tensor draws) {
        float[] data = centred(adjoint);
        float[] samples = centred(draws);
        double trust = WIDTH * WIDTH / (WIDTH * WIDTH + NOISE * NOISE);
        double[] variance = new double[2];
        double[] mean = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < data.length; i++) {
            int known = mask.data()[i / 2];
            double expected = known * trust * data[i];
            double sum = 0;
            double squares = 0;
            for (int j = 0; j < SAMPLES; j++) {
                double off = samples[j * data.length + i] - expected;
                sum += off;
                squares += off * off;
            }
            mean[known] += sum / SAMPLES * Math.signum(expected == 0 ? 1 : expected);
            variance[known] += squares / SAMPLES;
            count[known]++;
        }
        double[] exact = {WIDTH * WIDTH, trust * NOISE * NOISE};
        for (int known = 0; known < 2; known++) {
            String where = name + ", measured: " + known + ", seed " + SEED;
            double sd = Math.sqrt(exact[known] / SAMPLES / count[known]);
            assertEquals(0, mean[known] / count[known], 6 * sd, where + ": mean");
            assertEquals(1, variance[known] / count[known] / exact[known], 0.05, where + ": variance");
        }
    }

    /** Centred, unitary k-space of one coil, by an operator that measures everything. */
    private static float[] centred(Tensor images) {
        return SharedRuntime.get().onDevice(workspace -> {
            byte[] all = new byte[SIDE * SIDE];
            java.util.Arrays.fill(all, (byte) 1);
            var full = DeviceEncodingOperator.of(
                    workspace, List.of(new SamplingMask(SIDE, SIDE, all)), List.of(CoilMaps.ones(SIDE, SIDE)));
            return full.forward(images).toFloats();
        });
    }
}
