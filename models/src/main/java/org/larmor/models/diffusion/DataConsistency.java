package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditions;

/**
 * Weighs an estimate x of a picture against its measured data: argmin over z of |A z - y|^2 + sum over pixels of w |z - x|^2,
 * by a few conjugate-gradient steps from x (DDS, Chung et al., arXiv 2303.05754). The weight is noise^2 / (2 deviation^2) +
 * floor: each pixel's estimate counts by its own expected error (compare Nila-DC, arXiv 2403.05245).
 */
final class DataConsistency {
    private final DeviceEncodingOperator encoding;
    private final Tensor adjoint;
    private final Tensor noisePower;
    private final Conditions conditions;
    private final int iterations;

    /**
     * @param adjoint A^H y, complex (batch, rows, columns)
     * @param noise standard deviation of the complex noise of a k-space sample, one an element, in network units
     * @param iterations of conjugate gradients
     */
    DataConsistency(
            Workspace workspace,
            DeviceEncodingOperator encoding,
            Tensor adjoint,
            double[] noise,
            Conditions conditions,
            int iterations) {
        this.encoding = encoding;
        this.adjoint = adjoint;
        this.noisePower = workspace.perElement(noise, 3).power();
        this.conditions = conditions;
        this.iterations = iterations;
    }

    /** The estimate made consistent; its deviation is passed on as it was. */
    Estimate applied(Estimate estimate) {
        Tensor x = estimate.picture();
        return new Estimate(solved(adjoint, x, estimate.deviation()), estimate.deviation());
    }

    /**
     * A noisy picture brought to data that carry the same noise. With one coil the measured samples are replaced; with several it
     * is argmin over z of |A z - (y + A noise)|^2 + sum over pixels of w |z - x|^2, with the weight of {@link #applied}.
     *
     * @param picture x, complex (batch, rows, columns)
     * @param deviation of the error of the clean picture under x, real or imaginary part
     * @param noise of this level in the picture, complex (batch, rows, columns)
     */
    Tensor mixed(Tensor picture, Tensor deviation, Tensor noise) {
        return hasOneCoil()
                ? picture.plus(adjoint).plus(measured(noise.minus(picture)))
                : solved(adjoint.plus(measured(noise)), picture, deviation);
    }

    /** What the data hold of a picture, A^H A x; with one coil its measured k-space and nothing else. */
    Tensor measured(Tensor picture) {
        return encoding.normal(picture);
    }

    /** Whether measured samples can be replaced one by one. */
    boolean hasOneCoil() {
        return encoding.coils() == 1;
    }

    private Tensor solved(Tensor data, Tensor x, Tensor deviation) {
        Tensor believed = deviation.within(conditions.deviationMin(), conditions.deviationMax());
        Tensor weight = noisePower.over(believed.power().times(2)).plus(conditions.weightFloor());
        return new DeviceConjugateGradient(encoding, weight).solve(data.plus(x.times(weight)), x, iterations);
    }
}
