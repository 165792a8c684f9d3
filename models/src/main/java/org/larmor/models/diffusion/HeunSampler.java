package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * Heun's second-order steps along dx / dsigma = (x - D(x; sigma)) / sigma, without added noise (Karras et al., arXiv
 * 2206.00364, algorithm 1). Two evaluations a level, one at the last.
 */
record HeunSampler() implements Sampler {
    @Override
    public Walk begin(Tensor noisy, SigmaLadder ladder, NoiseSource noise) {
        return new Step(noisy, 0, ladder, null);
    }

    @Override
    public int evaluations(SigmaLadder ladder) {
        return 2 * ladder.size() - 1;
    }

    /** Where the step began and the slope there: what the second evaluation of a step corrects. */
    private record Predicted(Tensor from, Tensor slope) {}

    private record Step(
            Tensor point,
            int rung,
            SigmaLadder ladder,
            @Nullable Predicted predicted) implements Walk {
        @Override
        public boolean isDone() {
            return rung == ladder.size();
        }

        @Override
        public double sigma() {
            return ladder.at(rung);
        }

        @Override
        public Walk next(Tensor estimate) {
            Tensor slope = point.minus(estimate).times(1 / sigma());
            return predicted == null ? predict(estimate, slope) : correct(predicted, slope);
        }

        private Walk predict(Tensor estimate, Tensor slope) {
            double then = ladder.at(rung + 1);
            if (then == 0) {
                return new Step(estimate, rung + 1, ladder, null);
            }
            Tensor euler = point.plus(slope.times(then - sigma()));
            return new Step(euler, rung + 1, ladder, new Predicted(point, slope));
        }

        private Walk correct(Predicted before, Tensor slope) {
            double step = sigma() - ladder.at(rung - 1);
            Tensor corrected = before.from.plus(before.slope.plus(slope).times(step / 2));
            return new Step(corrected, rung, ladder, null);
        }

        @Override
        public List<Tensor> tensors() {
            return predicted == null ? List.of(point) : List.of(point, predicted.from, predicted.slope);
        }
    }
}
