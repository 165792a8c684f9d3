package org.larmor.models.tensor;

import org.larmor.models.tensor.TorchRuntime.DeviceTask;

/**
 * One caller's steps on the device and the workspace that they share. Callers take turns step by step, first come first
 * served.
 */
public final class DeviceSession implements AutoCloseable {
    private final DeviceThread thread;
    private final Workspace workspace;

    DeviceSession(DeviceThread thread, Workspace workspace) {
        this.thread = thread;
        this.workspace = workspace;
    }

    /**
     * Runs one step on the device's thread and waits for its result.
     *
     * @throws IllegalStateException if too many calls are waiting already
     */
    public <T> T run(DeviceTask<T> step) {
        return thread.call(() -> step.run(workspace));
    }

    /** Frees every tensor of this session. */
    @Override
    public void close() {
        thread.release(workspace::close);
    }
}
