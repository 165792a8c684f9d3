package org.larmor.models.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.function.BooleanSupplier;
import org.larmor.models.schedule.QueueSettings;
import org.larmor.models.schedule.Urgency;

/**
 * PyTorch in this process, and the one device that it computes on.
 *
 * <p>Native memory has three scopes: networks live as long as this runtime, a {@link Workspace} as long as the device's
 * thread works for one caller, and a {@link Scope} as long as one call.
 */
public final class TorchRuntime implements AutoCloseable {
    private final Device device;
    private final NDManager root;
    private final DeviceThread thread;
    private final int mostElements;
    private final String description;

    private TorchRuntime(Engine engine, Device device, TorchSettings settings) {
        this.device = device;
        this.root = engine.newBaseManager(device);
        this.mostElements = settings.mergedOn(device.isGpu());
        this.thread = DeviceThread.start("larmor-device", QueueSettings.of(mostElements, settings.waiting()));
        this.description =
                "libtorch " + engine.getVersion() + " on " + (device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu");
    }

    /** @throws TorchUnavailableException if the library or the device is not there */
    public static TorchRuntime start(TorchSettings settings) {
        Engine engine = TorchEngine.load(settings);
        return new TorchRuntime(engine, TorchEngine.device(engine, settings.device()), settings);
    }

    /** Which library, on what: for logs and reports. */
    public String description() {
        return description;
    }

    public boolean isCuda() {
        return device.isGpu();
    }

    /** What the device has done so far; from any thread, without waiting for the device. */
    public DeviceUse use() {
        DeviceUse use = thread.use();
        if (!device.isGpu() || !CudaUtils.hasCuda()) {
            return use;
        }
        MemoryUsage memory = CudaUtils.getGpuMemory(device);
        return use.with(new DeviceUse.Memory(memory.getCommitted(), memory.getMax()));
    }

    /**
     * Runs the task on the thread that owns the device, before any picture, and waits for its result. All tensors that the
     * task leaves behind are freed.
     *
     * @throws IllegalStateException if the device has been closed
     */
    public <T> T onDevice(DeviceTask<T> task) {
        try (DeviceSession session = open(Urgency.AT_ONCE, () -> false)) {
            return session.run(task);
        }
    }

    /**
     * A caller's turn on the device in several steps, between which others may have theirs.
     *
     * @param cancelled whether the steps that still wait are not needed any more; quick, and asked from any thread
     */
    public DeviceSession open(Urgency urgency, BooleanSupplier cancelled) {
        return new DeviceSession(thread, thread.open(urgency, cancelled), new Workspace(root.newSubManager()));
    }

    /** Most elements of an evaluation that is made of several callers' questions; 1 where each is evaluated alone. */
    public int mostElements() {
        return mostElements;
    }

    /**
     * Loads a TorchScript module onto the device.
     *
     * @param name what to call it in errors
     * @param script the bytes of its file
     * @throws IllegalArgumentException if this libtorch cannot read it
     */
    public TorchModule load(String name, byte[] script) {
        return onDevice(workspace -> TorchModule.load(name, script, device, root));
    }

    /** Arrays that live as long as the runtime; a test holds this number flat. */
    public int managedArrays() {
        return onDevice(workspace -> root.getManagedArrays().size());
    }

    /**
     * For the end of the process, which must not come while PyTorch computes: no step is begun any more, and who waits for one waits
     * for ever.
     *
     * @return whether the step under way ended within half a minute
     */
    public boolean halt() {
        return thread.halt();
    }

    @Override
    public void close() {
        thread.close();
        root.close();
    }

    /** Something to compute on the device. */
    @FunctionalInterface
    public interface DeviceTask<T> {
        T run(Workspace workspace);
    }
}
