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
        Walk next;
        try (Scope scope = Scope.open()) {
            double[] sigma = new double[walk.point().size(0)];
            Arrays.fill(sigma, walk.sigma());
            next = walk.next(denoiser.estimate(walk.point(), sigma));
            next.tensors().forEach(scope::keep);
        }
        List<Tensor> needed = next.tensors();
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
