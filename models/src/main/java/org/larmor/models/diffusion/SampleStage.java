package org.larmor.models.diffusion;

import java.util.List;
import org.larmor.core.domain.ComplexImage;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Recipe;

/** Posterior samples around the coarse pictures: each starts from its noised anchor and is kept consistent with the data. */
final class SampleStage {
    private final Prior prior;
    private final SamplerSettings settings;
    private final DeviceSteps steps;

    SampleStage(Prior prior, SamplerSettings settings, DeviceSteps steps) {
        this.prior = prior;
        this.settings = settings;
        this.steps = steps;
    }

    /** Network evaluations of one sample. */
    int evaluations() {
        return sampler().evaluations(ladder());
    }

    /** Every sample of every slice, so many at once as the settings allow; the statistics of each slice. */
    List<SampleStatistics> run(List<DeviceSlice> slices, Tensor anchors) {
        List<SampleStatistics> statistics = SampleStatistics.of(slices);
        for (SampleBatch together :
                SampleBatch.of(slices.size(), settings.samples(), settings.batch(), settings.seed())) {
            List<ComplexImage> draws = draws(slices, anchors, together);
            for (int i = 0; i < draws.size(); i++) {
                statistics.get(together.places()[i]).add(draws.get(i));
            }
        }
        return statistics;
    }

    private List<ComplexImage> draws(List<DeviceSlice> slices, Tensor anchors, SampleBatch together) {
        List<DeviceSlice> chosen = together.chosen(slices);
        DeviceBatch batch = steps.take(workspace -> DeviceBatch.of(workspace, chosen, prior.noiseGain()));
        Tensor around = steps.take(workspace -> anchors.elements(together.places()));
        SigmaLadder ladder = ladder();
        Walk start = steps.take(workspace -> {
            try (Scope scope = Scope.open()) {
                var noise = new GaussianNoise(workspace, together.seeds(), batch.rows(), batch.columns());
                Tensor noisy = scope.keep(around.plus(noise.draw(0).times(ladder.at(0))));
                return sampler().begin(noisy, ladder, noise);
            }
        });
        Tensor end = walked(start, batch, around);
        return steps.take(workspace -> {
            List<ComplexImage> draws = DeviceSlice.restored(chosen, end);
            batch.free();
            around.free();
            end.free();
            return draws;
        });
    }

    private Tensor walked(Walk start, DeviceBatch batch, Tensor around) {
        Tensor known = steps.take(workspace -> {
            try (Scope scope = Scope.open()) {
                return scope.keep(batch.known(prior.known(), around));
            }
        });
        Recipe recipe = prior.recipe();
        DataConsistency data = steps.take(workspace -> batch.data(recipe.conditions(), recipe.sampleIterations()));
        Walk walk = start;
        while (!walk.isDone()) {
            Walk now = walk;
            double[] sigma = batch.each(now.sigma());
            walk = steps.evaluate(
                    prior.network(),
                    workspace -> prior.question(now.point(), sigma, around, known),
                    (scope, answer) -> now.moved(
                            scope,
                            data.applied(prior.estimate(answer, batch, sigma, around))
                                    .picture()));
        }
        Tensor end = walk.point();
        return steps.take(workspace -> {
            known.free();
            return end;
        });
    }

    private SigmaLadder ladder() {
        Recipe recipe = prior.recipe();
        return SigmaLadder.geometric(recipe.sigmaStart(), recipe.sigmaEnd(), settings.evaluations());
    }

    private Sampler sampler() {
        return Samplers.named(settings.sampler(), prior.recipe().eta());
    }
}
