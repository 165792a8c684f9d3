package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/**
 * Weighs an estimate x of a picture against its measured data: argmin over z of |A z - y|^2 + sum over pixels of w |z - x|^2,
 * by a few conjugate-gradient steps from x (DDS, Chung et al., arXiv 2303.05754). The weight is noise^2 / (2 deviation^2) +
 * floor: each pixel's estimate counts by its own expected error (compare Nila-DC, arXiv 2403.05245).
 */
final class DataConsistency {
    private static final double FLOOR = 1e-3;
    private static final double LEAST_DEVIATION = 0.004;
    private static final double MOST_DEVIATION = 0.3;

    private final DeviceEncodingOperator encoding;
    private final Tensor adjoint;
    private final Tensor noisePower;
    private final int iterations;

    /**
     * @param adjoint A^H y, complex (batch, rows, columns)
     * @param noise standard deviation of the complex noise of a k-space sample, one an element, in network units
     */
    DataConsistency(
            Workspace workspace, DeviceEncodingOperator encoding, Tensor adjoint, double[] noise, int iterations) {
        this.encoding = encoding;
        this.adjoint = adjoint;
        this.noisePower = workspace.perElement(noise, 3).power();
        this.iterations = iterations;
    }

    /** The estimate made consistent; its deviation is passed on as it was. */
    Estimate applied(Estimate estimate) {
        Tensor x = estimate.picture();
        Tensor deviation = estimate.deviation().within(LEAST_DEVIATION, MOST_DEVIATION);
        Tensor weight = noisePower.over(deviation.power().times(2)).plus(FLOOR);
        Tensor right = adjoint.plus(x.times(weight));
        return new Estimate(
                new DeviceConjugateGradient(encoding, weight).solve(right, x, iterations), estimate.deviation());
    }

    /** The weight of a prior whose complex value has this standard deviation. */
    static double weight(double noise, double complexSd) {
        return (noise / complexSd) * (noise / complexSd) + FLOOR;
    }
}
