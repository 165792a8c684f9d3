package org.larmor.models.diffusion;

import java.util.Arrays;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/**
 * The expected clean picture given a noisy one: D(x; sigma) = E[x_0 | x_0 + sigma z = x], z white with unit variance in
 * real and imaginary part each (Karras et al., arXiv 2206.00364, eq. 2).
 */
@FunctionalInterface
interface Denoiser {
    /**
     * @param noisy complex (batch, rows, columns)
     * @param sigma noise level of each element
     */
    Estimate estimate(Tensor noisy, double[] sigma);

    /** Takes the walk one evaluation further. */
    default Walk step(Walk walk) {
        try (Scope scope = Scope.open()) {
            double[] sigma = new double[walk.point().size(0)];
            Arrays.fill(sigma, walk.sigma());
            return walk.moved(scope, estimate(walk.point(), sigma).picture());
        }
    }

    /** Where the walk ends. */
    default Tensor end(Walk walk) {
        Walk now = walk;
        while (!now.isDone()) {
            now = step(now);
        }
        return now.point();
    }
}
