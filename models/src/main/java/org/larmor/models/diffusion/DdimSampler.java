package org.larmor.models.diffusion;

import java.util.List;
import org.larmor.models.tensor.Tensor;

/**
 * DDIM (Song et al., arXiv 2010.02502): each step is a {@link Renoising}. eta = 0 adds no noise and repeats exactly; eta = 1 is
 * the ancestral sampler of DDPM.
 */
record DdimSampler(double eta) implements Sampler {
    DdimSampler {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be 0 to 1, not " + eta);
        }
    }

    @Override
    public Walk begin(Tensor noisy, SigmaLadder ladder, NoiseSource noise) {
        return new Step(noisy, 0, ladder, noise, eta);
    }

    @Override
    public int evaluations(SigmaLadder ladder) {
        return ladder.size();
    }

    private record Step(Tensor point, int rung, SigmaLadder ladder, NoiseSource noise, double eta) implements Walk {
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
            double now = sigma();
            double then = ladder.at(rung + 1);
            if (then == 0) {
                return new Step(estimate, rung + 1, ladder, noise, eta);
            }
            Renoising step = Renoising.between(now, then, eta);
            Tensor moved = estimate.plus(point.minus(estimate).times(step.kept()));
            Tensor next =
                    step.fresh() == 0 ? moved : moved.plus(noise.draw(rung + 1).times(step.fresh()));
            return new Step(next, rung + 1, ladder, noise, eta);
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(point);
        }
    }
}
