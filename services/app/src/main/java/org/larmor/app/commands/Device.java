package org.larmor.app.commands;

import org.larmor.app.cli.Failure;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.tensor.TorchUnavailableException;

/** The device of a command that cannot do without. */
final class Device {
    private Device() {}

    /**
     * Starts it; the process does not end while it computes.
     *
     * @throws Failure if PyTorch cannot be had
     */
    static TorchRuntime start() throws Failure {
        try {
            TorchRuntime runtime = TorchRuntime.start(TorchSettings.DEFAULT);
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::halt, "halt-device"));
            return runtime;
        } catch (TorchUnavailableException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }
}
