package org.larmor.models.diffusion;

import java.util.Arrays;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/** The exact denoiser of pictures whose pixels are N(mean, width^2) in real and imaginary part each, independently. */
record GaussianPrior(Workspace workspace, Tensor mean, double width) implements Denoiser {
    /** mean + width^2 / (width^2 + sigma^2) (x - mean). */
    @Override
    public Estimate estimate(Tensor noisy, double[] sigma) {
        double[] share = new double[sigma.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = width * width / (width * width + sigma[i] * sigma[i]);
        }
        Tensor picture = mean.plus(noisy.minus(mean).times(workspace.perElement(share, 3)));
        double[] remaining = Arrays.stream(sigma).map(this::remaining).toArray();
        return new Estimate(picture, workspace.perElement(remaining, 3));
    }

    /** Standard deviation of each part of the clean picture once a noisy one is known. */
    private double remaining(double sigma) {
        return width * sigma / Math.hypot(width, sigma);
    }
}
