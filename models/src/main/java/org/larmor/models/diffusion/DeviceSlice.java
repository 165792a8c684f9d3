package org.larmor.models.diffusion;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/**
 * A slice on the device in network units: its smooth phase is in the maps, and the 99th percentile of the CG-SENSE
 * magnitude is 1. Pictures are complex (1, rows, columns).
 *
 * @param encoding with the smooth phase in the maps
 * @param adjoint A^H y
 * @param sense the CG-SENSE picture
 * @param senseNoise standard deviation of the complex noise in it, real (1, rows, columns)
 * @param phasor the smooth phase that was moved into the maps
 * @param anchor where the coarse passes start: the warm start made consistent with the data, or else the CG-SENSE picture
 * @param factor units of k-space for each network unit
 * @param noise standard deviation of the complex noise of a k-space sample
 * @param logAcceleration ln(lines of the grid / measured lines)
 */
record DeviceSlice(
        DeviceEncodingOperator encoding,
        Tensor adjoint,
        Tensor sense,
        Tensor senseNoise,
        Tensor phasor,
        Tensor anchor,
        double factor,
        double noise,
        double logAcceleration) {
    /** R: lines of the grid over measured ones. */
    double acceleration() {
        return Math.exp(logAcceleration);
    }

    /** A picture of this slice with its own phase, in units of its k-space. */
    Tensor restored(Tensor image) {
        return image.times(phasor).times(factor);
    }

    /** The pictures of a batch, one a slice, each with its own phase and in its own units. */
    static List<ComplexImage> restored(List<DeviceSlice> slices, Tensor batch) {
        try (Scope scope = Scope.open()) {
            List<Tensor> parts = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                parts.add(slices.get(i).restored(batch.part(0, i, i + 1)));
            }
            return Pictures.toImages(Tensor.joined(0, parts));
        }
    }

    /** Real values of a batch, one plane a slice, each in its slice's own units. */
    static List<RealImage> scaled(List<DeviceSlice> slices, Tensor batch) {
        try (Scope scope = Scope.open()) {
            List<Tensor> parts = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                parts.add(batch.part(0, i, i + 1).times(slices.get(i).factor()));
            }
            return Pictures.toRealImages(Tensor.joined(0, parts));
        }
    }

    /** The opposite of {@link #restored(Tensor)}. */
    private Tensor inNetworkUnits(Tensor image) {
        return image.times(phasor.conj()).times(1 / factor);
    }

    /** Pictures, one a slice, as a batch without their own phase and units. */
    static Tensor inNetworkUnits(Workspace workspace, List<DeviceSlice> slices, List<ComplexImage> pictures) {
        try (Scope scope = Scope.open()) {
            List<Tensor> parts = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                parts.add(slices.get(i).inNetworkUnits(Pictures.images(workspace, List.of(pictures.get(i)))));
            }
            return scope.keep(Tensor.joined(0, parts));
        }
    }

    /** Lets everything of it outlive the scope. */
    DeviceSlice kept(Scope scope) {
        encoding.kept(scope);
        scope.keep(adjoint);
        scope.keep(sense);
        scope.keep(senseNoise);
        scope.keep(phasor);
        scope.keep(anchor);
        return this;
    }
}
