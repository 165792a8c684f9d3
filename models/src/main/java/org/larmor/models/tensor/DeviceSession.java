package org.larmor.models.tensor;

import java.util.List;
import org.larmor.models.schedule.Caller;
import org.larmor.models.tensor.TorchRuntime.DeviceTask;

/** One caller's steps on the device and the workspace that they share. Callers take turns step by step, the most urgent first. */
public final class DeviceSession implements AutoCloseable {
    private final DeviceThread thread;
    private final Caller caller;
    private final Workspace workspace;

    DeviceSession(DeviceThread thread, Caller caller, Workspace workspace) {
        this.thread = thread;
        this.caller = caller;
        this.workspace = workspace;
    }

    /**
     * Runs one step on the device's thread and waits for its result.
     *
     * @throws java.util.concurrent.CancellationException if the caller was cancelled while it waited
     * @throws IllegalStateException if the device has been closed
     */
    public <T> T run(DeviceTask<T> step) {
        return thread.call(caller, () -> step.run(workspace));
    }

    /**
     * Asks questions whose answers may be computed together with those of other callers, and waits for all of them. Where the
     * computation fails, it fails for every caller in it.
     */
    public <Q, A> List<A> ask(SharedWork<Q, A> work, List<Q> questions) {
        return thread.call(caller, work, questions);
    }

    /** Frees every tensor of this session. */
    @Override
    public void close() {
        thread.close(caller, workspace::close);
    }
}
