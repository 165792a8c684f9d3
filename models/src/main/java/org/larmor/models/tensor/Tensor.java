package org.larmor.models.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.List;

/**
 * An array on the device, float32 or complex64, never changed in place. Operations broadcast as PyTorch's do; a result
 * lives in the workspace of the tensor that it is asked of, until the {@link Scope} around it ends.
 */
public final class Tensor {
    private final NDArray array;

    Tensor(NDArray array) {
        this.array = array;
        Scope.made(this);
    }

    NDArray array() {
        return array;
    }

    public long[] shape() {
        return array.getShape().getShape().clone();
    }

    /** Length along an axis; negative axes count from the end. */
    public int size(int axis) {
        return Math.toIntExact(
                array.getShape().get(axis < 0 ? axis + array.getShape().dimension() : axis));
    }

    boolean isCuda() {
        return array.getDevice().isGpu();
    }

    public boolean isComplex() {
        return array.getDataType() == DataType.COMPLEX64;
    }

    public Tensor plus(Tensor other) {
        return new Tensor(array.add(other.array));
    }

    public Tensor plus(double value) {
        return new Tensor(array.add(value));
    }

    public Tensor minus(Tensor other) {
        return new Tensor(array.sub(other.array));
    }

    public Tensor times(Tensor other) {
        return new Tensor(array.mul(other.array));
    }

    public Tensor times(double factor) {
        return new Tensor(array.mul(factor));
    }

    public Tensor over(Tensor divisor) {
        return new Tensor(array.div(divisor.array));
    }

    /** The larger of each (real) value and this one. */
    public Tensor atLeast(double value) {
        return new Tensor(array.maximum(value));
    }

    /** Each (real) value, but no smaller and no larger than these. */
    public Tensor within(double least, double most) {
        return new Tensor(array.clip(least, most));
    }

    public Tensor sqrt() {
        return new Tensor(array.sqrt());
    }

    public Tensor conj() {
        return new Tensor(array.conj());
    }

    /** Absolute values, real. */
    public Tensor magnitude() {
        return new Tensor(array.abs());
    }

    /** |z|^2, real. */
    public Tensor power() {
        return isComplex() ? parts().power().sum(-1).without(-1) : new Tensor(array.square());
    }

    /** A complex tensor as a real one with a further last axis: real part, imaginary part. */
    public Tensor parts() {
        return new Tensor(array.real());
    }

    /** The opposite of {@link #parts}. */
    public Tensor joined() {
        return new Tensor(array.complex());
    }

    /** The discrete Fourier transform along the given axes: no factor, zero frequency first. */
    public Tensor fourier(int... axes) {
        NDArray result = array;
        for (int axis : axes) {
            result = result.fft(size(axis), axis);
        }
        return new Tensor(result);
    }

    /** The inverse of {@link #fourier}. */
    public Tensor inverseFourier(int... axes) {
        NDArray result = array;
        for (int axis : axes) {
            result = result.ifft(size(axis), axis);
        }
        return new Tensor(result);
    }

    /** The sum over the given axes, which stay with length 1. */
    public Tensor sum(int... axes) {
        return new Tensor(array.sum(axes, true));
    }

    public Tensor reshaped(long... shape) {
        return new Tensor(array.reshape(new Shape(shape)));
    }

    /** With an axis of length 1 put in before this one. */
    public Tensor with(int axis) {
        return new Tensor(array.expandDims(axis));
    }

    /** Without an axis of length 1. */
    public Tensor without(int axis) {
        return new Tensor(array.squeeze(axis < 0 ? axis + array.getShape().dimension() : axis));
    }

    /** Each element of an axis repeated so often. */
    public Tensor repeated(int axis, int times) {
        return new Tensor(array.repeat(axis, times));
    }

    /** With its elements one behind the other in memory in the order of its axes, as {@link #joined()} needs them. */
    public Tensor contiguous() {
        return new Tensor(array.reshape(-1).reshape(array.getShape()));
    }

    /** Values of a batch's elements, real (batch,), on the device of this tensor. */
    public Tensor perElement(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return new Tensor(Workspace.owned(array.getManager(), narrow, new Shape(values.length)));
    }

    public Tensor transposed(int... axes) {
        return new Tensor(array.transpose(axes));
    }

    /** The elements {@code from} to {@code to} (exclusive) along an axis. */
    public Tensor part(int axis, long from, long to) {
        NDIndex index = new NDIndex();
        for (int i = 0; i < axis; i++) {
            index.addAllDim();
        }
        return new Tensor(array.get(index.addSliceDim(from, to)));
    }

    /** The elements of the first axis in the order of these indices, which may repeat. */
    public Tensor elements(int... indices) {
        try (NDArray order =
                array.getManager().create(Arrays.stream(indices).asLongStream().toArray())) {
            return new Tensor(array.get(order));
        }
    }

    /** Tensors one behind the other along an axis. */
    public static Tensor joined(int axis, List<Tensor> tensors) {
        NDList list = new NDList(tensors.size());
        tensors.forEach(tensor -> list.add(tensor.array));
        return new Tensor(NDArrays.concat(list, axis));
    }

    /** Longer by {@code count} along an axis: its last element repeated. */
    public Tensor edgeRepeated(int axis, int count) {
        if (count == 0) {
            return this;
        }
        int size = size(axis);
        NDArray edge = part(axis, size - 1, size).array.repeat(axis, count);
        return new Tensor(array.concat(edge, axis));
    }

    /** Mean over a box of odd width around each pixel of the last two axes of (batch, channel, y, x), clipped at borders. */
    public Tensor boxMean(int width) {
        return new Tensor(Pool.avgPool2d(
                array, new Shape(width, width), new Shape(1, 1), new Shape(width / 2, width / 2), false, false));
    }

    /** The same values in the opposite order along these axes. */
    public Tensor flipped(int... axes) {
        return new Tensor(array.flip(axes));
    }

    /** From now on it lives in the workspace of the other. */
    public Tensor movedTo(Tensor other) {
        array.attach(other.array.getManager());
        return this;
    }

    /** Frees it now instead of at the end of its scope or workspace. */
    public void free() {
        NDScope.unregister(array);
        array.close();
    }

    /** Row by row; complex tensors interleaved. */
    public float[] toFloats() {
        return (isComplex() ? array.real() : array).toFloatArray();
    }

    @Override
    public String toString() {
        return array.getDataType() + Arrays.toString(shape());
    }
}
