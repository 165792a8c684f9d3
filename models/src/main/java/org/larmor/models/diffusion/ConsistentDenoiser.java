package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.larmor.models.network.Denoiser;
import org.larmor.models.tensor.Tensor;

/** A denoiser that knows the measurement: each estimate is weighed against the data by its own expected error. */
final class ConsistentDenoiser implements Denoiser {
    private final Denoiser prior;
    private final DataConsistency data;
    private final DoubleUnaryOperator priorSd;

    /** @param priorSd expected error of the estimate at a noise level */
    ConsistentDenoiser(Denoiser prior, DataConsistency data, DoubleUnaryOperator priorSd) {
        this.prior = prior;
        this.data = data;
        this.priorSd = priorSd;
    }

    @Override
    public Tensor estimate(Tensor noisy, double[] sigma) {
        double[] widths = Arrays.stream(sigma).map(priorSd).toArray();
        return data.applied(prior.estimate(noisy, sigma), widths);
    }
}
