package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

/**
 * Weighs an estimate x of a picture against its measured data: argmin over z of |A z - y|^2 + sum over pixels of w |z - x|^2,
 * by a few conjugate-gradient steps from x (DDS, Chung et al., arXiv 2303.05754). The weight is noise^2 / (2 deviation^2) +
 * floor: each pixel's estimate counts by its own expected error (compare Nila-DC, arXiv 2403.05245).
 */
final class DataConsistency {
    private final DeviceEncodingOperator encoding;
    private final Tensor adjoint;
    private final Tensor noisePower;
    private final Recipe recipe;

    /**
     * @param adjoint A^H y, complex (batch, rows, columns)
     * @param noise standard deviation of the complex noise of a k-space sample, one an element, in network units
     */
    DataConsistency(
            Workspace workspace, DeviceEncodingOperator encoding, Tensor adjoint, double[] noise, Recipe recipe) {
        this.encoding = encoding;
        this.adjoint = adjoint;
        this.noisePower = workspace.perElement(noise, 3).power();
        this.recipe = recipe;
    }

    /** The estimate made consistent; its deviation is passed on as it was. */
    Estimate applied(Estimate estimate) {
        Conditions conditions = recipe.conditions();
        Tensor x = estimate.picture();
        Tensor deviation = estimate.deviation().within(conditions.deviationMin(), conditions.deviationMax());
        Tensor weight = noisePower.over(deviation.power().times(2)).plus(conditions.weightFloor());
        Tensor right = adjoint.plus(x.times(weight));
        var solver = new DeviceConjugateGradient(encoding, weight);
        return new Estimate(solver.solve(right, x, recipe.iterations()), estimate.deviation());
    }
}
