package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * DPM-Solver++(2M), deterministic: second order from one evaluation a level, by extrapolating from the estimate before
 * (Lu et al., arXiv 2211.01095, algorithm 2, data prediction, with lambda = -ln sigma).
 */
record DpmSolverSampler() implements Sampler {
    @Override
    public Walk begin(Tensor noisy, SigmaLadder ladder, NoiseSource noise) {
        return new Step(noisy, 0, ladder, null);
    }

    @Override
    public int evaluations(SigmaLadder ladder) {
        return ladder.size();
    }

    private record Step(
            Tensor point,
            int rung,
            SigmaLadder ladder,
            @Nullable Tensor before) implements Walk {
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
            double then = ladder.at(rung + 1);
            if (then == 0) {
                return new Step(estimate, rung + 1, ladder, null);
            }
            double ratio = then / sigma();
            Tensor next = point.times(ratio).plus(extrapolated(estimate, ratio).times(1 - ratio));
            return new Step(next, rung + 1, ladder, estimate);
        }

        /** (1 + 1 / 2r) D - (1 / 2r) D_before, r = the step before over this one, in lambda. */
        private Tensor extrapolated(Tensor estimate, double ratio) {
            if (before == null) {
                return estimate;
            }
            double r = Math.log(ladder.at(rung - 1) / sigma()) / -Math.log(ratio);
            return estimate.plus(estimate.minus(before).times(1 / (2 * r)));
        }

        @Override
        public List<Tensor> tensors() {
            return before == null ? List.of(point) : List.of(point, before);
        }
    }
}
