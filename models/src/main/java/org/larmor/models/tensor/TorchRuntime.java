package org.larmor.models.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

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
    private final String description;

    private TorchRuntime(Engine engine, Device device, int waiting) {
        this.device = device;
        this.root = engine.newBaseManager(device);
        this.thread = new DeviceThread("larmor-device", waiting);
        this.description =
                "libtorch " + engine.getVersion() + " on " + (device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu");
    }

    /** @throws TorchUnavailableException if the library or the device is not there */
    public static TorchRuntime start(TorchSettings settings) {
        Engine engine = TorchEngine.load(settings);
        return new TorchRuntime(engine, TorchEngine.device(engine, settings.device()), settings.waiting());
    }

    /** Which library, on what: for logs and reports. */
    public String description() {
        return description;
    }

    public boolean isCuda() {
        return device.isGpu();
    }

    /**
     * Runs the task on the thread that owns the device and waits for its result. All tensors that the task leaves
     * behind are freed.
     *
     * @throws IllegalStateException if too many calls are waiting already
     */
    public <T> T onDevice(DeviceTask<T> task) {
        try (DeviceSession session = open()) {
            return session.run(task);
        }
    }

    /** A caller's turn on the device in several steps, between which others may have theirs. */
    public DeviceSession open() {
        return new DeviceSession(thread, thread.call(() -> new Workspace(root.newSubManager())));
    }

    /**
     * Loads a TorchScript module onto the device.
     *
     * @param name what to call it in errors
     * @param script the bytes of its file
     * @throws IllegalArgumentException if this libtorch cannot read it
     */
    public TorchModule load(String name, byte[] script) {
        return thread.call(() -> TorchModule.load(name, script, device, root));
    }

    /** Arrays that live as long as the runtime; a test holds this number flat. */
    public int managedArrays() {
        return thread.call(() -> root.getManagedArrays().size());
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
