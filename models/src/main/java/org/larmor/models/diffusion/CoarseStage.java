package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Recipe;

/**
 * The coarse picture: passes of the network, the posterior mean around the picture so far, each made consistent with the
 * data. No randomness.
 */
final class CoarseStage {
    private final Prior prior;
    private final DeviceSteps steps;

    CoarseStage(Prior prior, DeviceSteps steps) {
        this.prior = prior;
        this.steps = steps;
    }

    /**
     * Where the passes led.
     *
     * @param pictures complex (batch, rows, columns)
     * @param deviation the network's expected error of the last pass, real (batch, rows, columns); null without a pass
     */
    record Anchors(Tensor pictures, @Nullable Tensor deviation) {}

    /** The passes from these pictures, complex (batch, rows, columns). */
    Anchors run(List<DeviceSlice> slices, Tensor start, int passes) {
        DeviceBatch batch = steps.take(workspace -> DeviceBatch.of(workspace, slices, prior.noiseGain()));
        Anchors anchors = new Anchors(start, null);
        for (int pass = 0; pass < passes; pass++) {
            int number = pass;
            Tensor before = anchors.pictures;
            anchors = steps.evaluate(
                    prior.network(),
                    workspace -> prior.meanQuestion(batch, before),
                    (scope, answer) -> consistent(scope, batch, before, prior.mean(answer, batch, before, number)));
        }
        steps.take(workspace -> {
            batch.free();
            return true;
        });
        return anchors;
    }

    private Anchors consistent(Scope scope, DeviceBatch batch, Tensor before, Estimate mean) {
        Recipe recipe = prior.recipe();
        Estimate estimate = batch.data(recipe.conditions(), recipe.iterations()).applied(mean);
        Tensor everywhere = estimate.deviation().plus(before.magnitude().times(0));
        return new Anchors(scope.keep(estimate.picture()), scope.keep(everywhere));
    }
}
