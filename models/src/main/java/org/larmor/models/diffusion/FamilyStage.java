package org.larmor.models.diffusion;

import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/** Takes the pictures of one batch down a {@link GuidedDescent}, one network evaluation after the other. */
final class FamilyStage {
    private final Prior prior;
    private final DeviceSteps steps;

    FamilyStage(Prior prior, DeviceSteps steps) {
        this.prior = prior;
        this.steps = steps;
    }

    /**
     * What the network is told of a batch.
     *
     * @param anchor the estimate around which it answers, complex (batch, rows, columns)
     * @param known its further input, real (batch, channels, rows, columns)
     */
    record Condition(Tensor anchor, Tensor known) {
        void free() {
            anchor.free();
            known.free();
        }
    }

    /** Everything that is known, around these pictures, complex (batch, rows, columns). */
    Condition told(DeviceBatch batch, Tensor pictures) {
        return steps.take(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor anchor = scope.keep(pictures.times(1));
                return new Condition(anchor, scope.keep(batch.known(prior.known(), anchor)));
            }
        });
    }

    /** Nothing: the prior alone. */
    Condition untold(DeviceBatch batch) {
        return steps.take(workspace -> {
            try (Scope scope = Scope.open()) {
                Tensor nothing = scope.keep(batch.empty());
                return new Condition(
                        nothing, scope.keep(batch.known(prior.known(), nothing).times(0)));
            }
        });
    }

    /** The pictures at the end of the descent; those at its start are freed. Complex (batch, rows, columns). */
    Tensor run(DeviceBatch batch, Condition condition, Tensor start, GuidedDescent descent, NoiseSource noise) {
        Tensor point = start;
        for (int i = 0; i < descent.evaluations(); i++) {
            int evaluation = i;
            Tensor noisy = point;
            double[] sigma = batch.each(descent.sigma(evaluation));
            point = steps.evaluate(
                    prior.network(),
                    workspace -> prior.question(noisy, sigma, condition.anchor, condition.known),
                    (scope, answer) -> scope.keep(descent.moved(
                            noisy, prior.estimate(answer, batch, sigma, condition.anchor), evaluation, noise)));
            steps.take(workspace -> {
                noisy.free();
                return true;
            });
        }
        return point;
    }
}
