package org.larmor.models.diffusion;

import java.util.List;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/**
 * The coarse picture: passes of one network evaluation, the posterior mean around the picture so far, each made consistent
 * with the data. No randomness.
 */
final class CoarseStage {
    private final Prior prior;
    private final DeviceSteps steps;

    CoarseStage(Prior prior, DeviceSteps steps) {
        this.prior = prior;
        this.steps = steps;
    }

    /** The pictures after so many passes, complex (batch, rows, columns). */
    Tensor run(List<DeviceSlice> slices, int passes) {
        DeviceBatch batch = steps.take(workspace -> DeviceBatch.of(workspace, slices, prior.noiseGain()));
        Tensor anchors = steps.take(workspace -> DeviceBatch.joined(slices, DeviceSlice::anchor));
        for (int pass = 0; pass < passes; pass++) {
            Tensor before = anchors;
            double[] priorSd = batch.each(prior.recipe().priorSd(pass));
            anchors = steps.evaluate(batch.size(), workspace -> {
                try (Scope scope = Scope.open()) {
                    Tensor estimate = prior.mean(batch, before);
                    return scope.keep(batch.data(prior.recipe().iterations()).applied(estimate, priorSd));
                }
            });
        }
        steps.take(workspace -> {
            batch.free();
            return true;
        });
        return anchors;
    }
}
