package org.larmor.models.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where tensors of one caller live on the device; closing it frees whatever is left of them. */
public final class Workspace implements AutoCloseable {
    private final NDManager manager;

    Workspace(NDManager manager) {
        this.manager = manager;
    }

    /** A real tensor holding a copy of {@code values}. */
    public Tensor real(float[] values, long... shape) {
        return new Tensor(owned(manager, values, new Shape(shape)));
    }

    /**
     * An array with memory of its own. What DJL creates on the CPU borrows a buffer of the JVM and keeps it alive only as long
     * as that very array: a view of it would be left with freed memory.
     */
    static NDArray owned(NDManager manager, float[] values, Shape shape) {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(Math.multiplyExact(4, values.length)).order(ByteOrder.nativeOrder());
        direct.asFloatBuffer().put(values);
        try (NDArray borrowed = manager.create(direct, shape, DataType.FLOAT32)) {
            return borrowed.duplicate();
        }
    }

    /** A complex tensor from interleaved real and imaginary parts; {@code shape} counts complex values. */
    public Tensor complex(float[] interleaved, long... shape) {
        long[] parts = java.util.Arrays.copyOf(shape, shape.length + 1);
        parts[shape.length] = 2;
        return real(interleaved, parts).joined();
    }

    /** One value for each element of a batch, shaped to be broadcast against tensors of this many axes. */
    public Tensor perElement(double[] values, int axes) {
        long[] shape = new long[axes];
        java.util.Arrays.fill(shape, 1);
        shape[0] = values.length;
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return real(narrow, shape);
    }

    public Tensor zeros(long... shape) {
        return new Tensor(manager.zeros(new Shape(shape), DataType.FLOAT32));
    }

    /** How many arrays this workspace holds at the moment. */
    public int managedArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
