package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.larmor.models.network.Knowledge;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditions;

/** Several slices, or several samples of slices, that go through the network together; all of one size and coil count. */
final class DeviceBatch {
    private final DeviceEncodingOperator encoding;
    private final Tensor adjoint;
    private final double[] noise;
    private final Knowledge knowledge;
    private final Workspace workspace;

    private DeviceBatch(
            Workspace workspace, DeviceEncodingOperator encoding, Tensor adjoint, double[] noise, Knowledge knowledge) {
        this.workspace = workspace;
        this.encoding = encoding;
        this.adjoint = adjoint;
        this.noise = noise;
        this.knowledge = knowledge;
    }

    /** One element for each entry; a slice may come several times. To be freed by {@link #free}. */
    static DeviceBatch of(Workspace workspace, List<DeviceSlice> elements, double noiseGain) {
        double[] noise = numbers(elements, DeviceSlice::noise);
        Knowledge knowledge = new Knowledge(
                joined(elements, DeviceSlice::sense),
                joined(elements, DeviceSlice::senseNoise),
                workspace.perElement(noise, 3),
                workspace.perElement(numbers(elements, DeviceSlice::logAcceleration), 3),
                noiseGain);
        var encoding = DeviceEncodingOperator.joined(
                elements.stream().map(DeviceSlice::encoding).toList());
        return new DeviceBatch(workspace, encoding, joined(elements, DeviceSlice::adjoint), noise, knowledge);
    }

    static Tensor joined(List<DeviceSlice> elements, Function<DeviceSlice, Tensor> part) {
        return Tensor.joined(0, elements.stream().map(part).toList());
    }

    private static double[] numbers(List<DeviceSlice> elements, ToDoubleFunction<DeviceSlice> part) {
        return elements.stream().mapToDouble(part).toArray();
    }

    /** @param iterations of its conjugate gradients */
    DataConsistency data(Conditions conditions, int iterations) {
        return new DataConsistency(workspace, encoding, adjoint, noise, conditions, iterations);
    }

    /** The network's {@code known} input around this anchor. */
    Tensor known(List<KnownChannel> channels, Tensor anchor) {
        return KnownChannel.stacked(channels, knowledge, anchor);
    }

    /** Pictures of zeros, complex (batch, rows, columns). */
    Tensor empty() {
        return adjoint.times(0);
    }

    /** One value an element, real (batch, 1, 1). */
    Tensor perElement(double[] values) {
        return workspace.perElement(values, 3);
    }

    int size() {
        return noise.length;
    }

    int rows() {
        return encoding.rows();
    }

    int columns() {
        return encoding.columns();
    }

    /** The same value for each element. */
    double[] each(double value) {
        double[] values = new double[noise.length];
        Arrays.fill(values, value);
        return values;
    }

    void free() {
        encoding.free();
        List.of(adjoint, knowledge.sense(), knowledge.senseNoise(), knowledge.noise(), knowledge.logAcceleration())
                .forEach(Tensor::free);
    }
}
