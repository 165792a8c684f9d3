package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.larmor.models.network.Denoiser;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/** Takes walks one evaluation further and frees what they no longer need. */
final class Walker {
    private final Denoiser denoiser;

    Walker(Denoiser denoiser) {
        this.denoiser = denoiser;
    }

    /** One evaluation for the whole batch of this walk. */
    Walk step(Walk walk) {
        try (Scope scope = Scope.open()) {
            double[] sigma = new double[walk.point().size(0)];
            Arrays.fill(sigma, walk.sigma());
            return moved(scope, walk, denoiser.estimate(walk.point(), sigma).picture());
        }
    }

    /** The walk after this estimate; what it needs outlives the scope, what only the one before needed is freed. */
    static Walk moved(Scope scope, Walk walk, Tensor estimate) {
        Walk next = walk.next(estimate);
        List<Tensor> needed = next.tensors();
        needed.forEach(scope::keep);
        walk.tensors().stream().filter(tensor -> !needed.contains(tensor)).forEach(Tensor::free);
        return next;
    }

    /** To the end. */
    Tensor run(Walk walk) {
        Walk now = walk;
        while (!now.isDone()) {
            now = step(now);
        }
        return now.point();
    }
}
