package org.larmor.models.synthesis;

import java.util.Arrays;
import org.larmor.models.network.SignatureCheck;
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
    private final String name;
    private final TorchModule latent;
    private final TorchModule deformation;
    private final Deformable description;

    private DeformableNetworks(String name, TorchModule latent, TorchModule deformation, Deformable description) {
        this.name = name;
        this.latent = latent;
        this.deformation = deformation;
        this.description = description;
    }

    /** @throws IllegalArgumentException if this libtorch cannot read one of them; one line */
    static DeformableNetworks open(DeformablePackage model, TorchRuntime runtime) {
        TorchModule latent = model.openLatent(runtime);
        try {
            return new DeformableNetworks(
                    model.name(),
                    latent,
                    model.openDeformation(runtime),
                    model.description().deformable());
        } catch (RuntimeException e) {
            runtime.onDevice(workspace -> {
                latent.close();
                return true;
            });
            throw e;
        }
    }

    Deformable description() {
        return description;
    }

    int dimensions() {
        return description.dimensions();
    }

    /** Pictures as the networks take them: sides made a multiple by repeating their ends. */
    Tensor grown(Workspace workspace, float[] values, long... shape) {
        Tensor grown = workspace.real(values, shape);
        for (int axis = 2; axis < shape.length; axis++) {
            grown = grown.edgeRepeated(axis, Math.floorMod(-(int) shape[axis], description.multiple()));
        }
        return grown;
    }

    /** G: the latent code of the motion from source to target. */
    Tensor latent(Tensor source, Tensor target, Tensor noisy, double time) {
        double[] times = new double[source.size(0)];
        Arrays.fill(times, time);
        return checked("latent", latent, 1, source, target, noisy, source.perElement(times));
    }

    /** M: by how many pixels a moved source is displaced. */
    Tensor displacement(Tensor source, Tensor code) {
        return checked("deformation", deformation, dimensions(), source, code);
    }

    private Tensor checked(String what, TorchModule module, int channels, Tensor... inputs) {
        long[] expected = inputs[0].shape();
        expected[1] = channels;
        Tensor answer;
        try {
            answer = module.call(inputs);
        } catch (RuntimeException e) {
            throw refused(what, inputs[0], "fails: " + SignatureCheck.reason(e));
        }
        if (!Arrays.equals(answer.shape(), expected)) {
            throw refused(
                    what,
                    inputs[0],
                    "answers " + Arrays.toString(answer.shape()) + ", not " + Arrays.toString(expected));
        }
        return answer;
    }

    private IllegalArgumentException refused(String what, Tensor source, String outcome) {
        return new IllegalArgumentException("model " + name + " has another signature: its " + what
                + " network, asked about a source " + Arrays.toString(source.shape()) + ", " + outcome);
    }

    void close() {
        latent.close();
        deformation.close();
    }
}
