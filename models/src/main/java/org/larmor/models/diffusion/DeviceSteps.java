package org.larmor.models.diffusion;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.TorchRuntime.DeviceTask;

/** The steps of one reconstruction on the device: between two of them it may be cancelled, and others may have a turn. */
final class DeviceSteps {
    private final DeviceSession session;
    private final BooleanSupplier cancelled;
    private final IntConsumer evaluated;

    DeviceSteps(DeviceSession session, BooleanSupplier cancelled, IntConsumer evaluated) {
        this.session = session;
        this.cancelled = cancelled;
        this.evaluated = evaluated;
    }

    <T> T take(DeviceTask<T> step) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the reconstruction was cancelled");
        }
        return session.run(step);
    }

    /** A step that evaluates the network once for so many elements. */
    <T> T evaluate(int elements, DeviceTask<T> step) {
        T result = take(step);
        evaluated.accept(elements);
        return result;
    }
}
