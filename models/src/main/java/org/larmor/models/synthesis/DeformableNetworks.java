package org.larmor.models.synthesis;

import java.util.Arrays;
import org.larmor.models.network.AskedModule;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.DeformableDescription.Deformable;
import org.larmor.models.zoo.DeformablePackage;

/**
 * G and M on the device (Kim, Han, Ye, MICCAI 2022). Pictures are (element, 1, y, x), or (element, 1, z, y, x) with three
 * dimensions; displacements have 2 or 3 in the place of the 1. To be called on the device's thread.
 */
final class DeformableNetworks {
    private final AskedModule latent;
    private final AskedModule deformation;
    private final Deformable description;

    private DeformableNetworks(DeformablePackage model, TorchModule latent, TorchModule deformation) {
        this.latent = new AskedModule(model.name(), "latent", latent);
        this.deformation = new AskedModule(model.name(), "deformation", deformation);
        this.description = model.description().deformable();
    }

    /** @throws IllegalArgumentException if this libtorch cannot read one of them; one line */
    static DeformableNetworks open(DeformablePackage model, TorchRuntime runtime) {
        return model.open(runtime, (latent, deformation) -> new DeformableNetworks(model, latent, deformation));
    }

    Deformable description() {
        return description;
    }

    int dimensions() {
        return description.dimensions();
    }

    /** Pictures as the networks take them: rows and columns made a multiple by repeating their ends; slices are as many as there are. */
    Tensor grown(Workspace workspace, float[] values, long... shape) {
        Tensor grown = workspace.real(values, shape);
        for (int axis = shape.length - 2; axis < shape.length; axis++) {
            grown = grown.edgeRepeated(axis, Math.floorMod(-(int) shape[axis], description.multiple()));
        }
        return grown;
    }

    /** G: the latent code of the motion from source to target. */
    Tensor latent(Tensor source, Tensor target, Tensor noisy, double time) {
        double[] times = new double[source.size(0)];
        Arrays.fill(times, time);
        return latent.ask(1, source, target, noisy, source.perElement(times));
    }

    /** M: by how many pixels a moved source is displaced. */
    Tensor displacement(Tensor source, Tensor code) {
        return deformation.ask(dimensions(), source, code);
    }

    void close() {
        latent.close();
        deformation.close();
    }
}
