package org.larmor.models.tensor;

import java.util.function.Consumer;

/** The PyTorch of all tests of this process: one thread, on the CPU. */
public final class SharedRuntime {
    private static final TorchRuntime RUNTIME = TorchRuntime.start(new TorchSettings(1, "cpu", 16, null));

    private SharedRuntime() {}

    public static TorchRuntime get() {
        return RUNTIME;
    }

    /** Runs the test's body on the device's thread, in a workspace of its own. */
    public static void on(Consumer<Workspace> body) {
        RUNTIME.onDevice(workspace -> {
            body.accept(workspace);
            return true;
        });
    }
}
