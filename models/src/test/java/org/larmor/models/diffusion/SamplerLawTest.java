package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/** With a Gaussian prior the way from noise to picture is known exactly. */
class SamplerLawTest {
    private static final double WIDTH = 0.5;
    private static final double TOP = 20;

    /**
     * The noise-free way shrinks x - mean as sqrt(width^2 + sigma^2) does; a method of order p misses its end by n^-p in n
     * levels (the step down to 0 left aside, which every method makes at once).
     */
    @ParameterizedTest(name = "{0} is of order {1}")
    @CsvSource({"ddim, 1", "heun, 2", "dpm-solver++, 2"})
    void theWayWithoutNoiseIsFollowedToItsOrder(String name, int order) {
        double coarse = Math.abs(missed(name, 40));
        double fine = Math.abs(missed(name, 80));
        assertEquals(order, Math.log(coarse / fine) / Math.log(2), 0.25, coarse + " then " + fine);
    }

    /** How far, relatively, the last level's point lies off the exact way. */
    private static double missed(String name, int levels) {
        return SharedRuntime.get().onDevice(workspace -> {
            Tensor mean = workspace.complex(new float[] {3, -2}, 1, 1, 1);
            var prior = new GaussianPrior(workspace, mean, WIDTH);
            Tensor start = mean.plus(workspace.complex(new float[] {4, 0}, 1, 1, 1));
            SigmaLadder ladder = SigmaLadder.geometric(2, 0.05, levels);
            Walk walk = Samplers.named(name, 0).begin(start, ladder, step -> start.times(0));
            while (walk.sigma() > ladder.at(levels - 1)) {
                walk = prior.step(walk);
            }
            double found = walk.point().toFloats()[0] - 3;
            double exact = 4 * Math.hypot(WIDTH, 0.05) / Math.hypot(WIDTH, 2);
            return found / exact - 1;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddim", "ddpm", "heun", "dpm-solver++"})
    void samplesHaveThePriorsMeanAndVariance(String name) {
        SharedRuntime.on(workspace -> {
            int side = 64;
            Tensor mean = workspace.zeros(1, side, side, 2).plus(0.7).joined();
            var prior = new GaussianPrior(workspace, mean, WIDTH);
            var noise = new GaussianNoise(workspace, new long[] {11}, side, side);
            SigmaLadder ladder = SigmaLadder.geometric(TOP, 0.01, 600);
            Tensor start = mean.plus(noise.draw(0).times(TOP));
            float[] end = prior.end(Samplers.named(name, 0.85).begin(start, ladder, noise))
                    .toFloats();
            double sd = WIDTH / Math.sqrt(end.length);
            assertEquals(0.7, average(end), 6 * sd, name);
            assertEquals(WIDTH * WIDTH, variance(end), 0.04 * WIDTH * WIDTH, name);
        });
    }

    @Test
    void ancestralStepsForgetTheStartAndDeterministicOnesDoNot() {
        assertTrue(Math.abs(correlationWithStart(0)) > 0.99);
        assertTrue(Math.abs(correlationWithStart(1)) < 0.1);
    }

    private static double correlationWithStart(double eta) {
        return SharedRuntime.get().onDevice(workspace -> {
            Tensor mean = workspace.zeros(1, 48, 48, 2).joined();
            var noise = new GaussianNoise(workspace, new long[] {5}, 48, 48);
            Tensor start = noise.draw(0).times(TOP);
            float[] before = start.toFloats();
            SigmaLadder ladder = SigmaLadder.geometric(TOP, 0.01, 60);
            float[] after = new GaussianPrior(workspace, mean, WIDTH)
                    .end(new DdimSampler(eta).begin(start, ladder, noise))
                    .toFloats();
            double product = 0;
            for (int i = 0; i < before.length; i++) {
                product += before[i] * after[i];
            }
            return product / before.length / Math.sqrt(variance(before) * variance(after));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddim", "ddpm", "heun", "dpm-solver++"})
    void makesAsManyEvaluationsAsItSays(String name) {
        SharedRuntime.on(workspace -> {
            Tensor start = workspace.zeros(1, 2, 2, 2).joined();
            Sampler sampler = Samplers.named(name, 0.85);
            SigmaLadder ladder = SigmaLadder.geometric(1, 0.1, 7);
            Walk walk = sampler.begin(
                    start, ladder, step -> workspace.zeros(1, 2, 2, 2).joined());
            int evaluations = 0;
            while (!walk.isDone()) {
                assertTrue(walk.sigma() > 0);
                walk = walk.next(walk.point());
                evaluations++;
            }
            assertEquals(sampler.evaluations(ladder), evaluations);
        });
    }

    @Test
    void aWalkFreesWhatItNoLongerNeeds() {
        SharedRuntime.on(workspace -> {
            Tensor mean = workspace.zeros(1, 4, 4, 2).joined();
            var prior = new GaussianPrior(workspace, mean, WIDTH);
            for (String name : Samplers.names()) {
                assertEquals(0, grown(workspace, prior, name), name);
            }
        });
    }

    private static int grown(Workspace workspace, Denoiser prior, String name) {
        var noise = new GaussianNoise(workspace, new long[] {1}, 4, 4);
        int before = workspace.managedArrays();
        Tensor start = workspace.zeros(1, 4, 4).times(noise.draw(0));
        int unscoped = workspace.managedArrays() - before - 1;
        prior.end(Samplers.named(name, 1).begin(start, SigmaLadder.geometric(1, 0.1, 9), noise))
                .free();
        return workspace.managedArrays() - before - unscoped;
    }

    @Test
    void refusesASamplerThatIsNotThere() {
        var error = assertThrows(IllegalArgumentException.class, () -> Samplers.named("euler", 0));
        assertEquals("there is no sampler 'euler', only ddim, ddpm, dpm-solver++, heun", error.getMessage());
    }

    static double average(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static double variance(float[] values) {
        double mean = average(values);
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / values.length;
    }
}
