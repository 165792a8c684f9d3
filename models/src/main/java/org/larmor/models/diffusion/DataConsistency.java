package org.larmor.models.diffusion;

import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/**
 * Weighs an estimate x of a picture against its measured data: argmin over z of |A z - y|^2 + w |z - x|^2 with w = (noise /
 * prior)^2 + floor, by a few conjugate-gradient steps from x (DDS, Chung et al., arXiv 2303.05754; weight after Nila-DC,
 * arXiv 2403.05245).
 */
final class DataConsistency {
    /** Keeps the equation solvable where there is hardly any noise. */
    static final double FLOOR = 1e-3;

    private final Workspace workspace;
    private final DeviceEncodingOperator encoding;
    private final Tensor adjoint;
    private final double[] noise;
    private final int iterations;

    /**
     * @param adjoint A^H y, complex (batch, rows, columns)
     * @param noise standard deviation of the complex noise of a k-space sample, one an element
     */
    DataConsistency(
            Workspace workspace, DeviceEncodingOperator encoding, Tensor adjoint, double[] noise, int iterations) {
        this.workspace = workspace;
        this.encoding = encoding;
        this.adjoint = adjoint;
        this.noise = noise.clone();
        this.iterations = iterations;
    }

    /** @param priorSd expected error of each element's estimate, standard deviation of the complex value */
    Tensor applied(Tensor estimate, double[] priorSd) {
        Tensor weight = workspace.perElement(weights(priorSd), 3);
        Tensor right = adjoint.plus(estimate.times(weight));
        return new DeviceConjugateGradient(encoding, weight).solve(right, estimate, iterations);
    }

    private double[] weights(double[] priorSd) {
        double[] weights = new double[noise.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(noise[i], priorSd[i]);
        }
        return weights;
    }

    static double weight(double noise, double priorSd) {
        return (noise / priorSd) * (noise / priorSd) + FLOOR;
    }
}
