package org.larmor.app.commands;

import org.larmor.app.cli.Failure;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.tensor.TorchUnavailableException;

/** The device of a command that cannot do without. */
final class Device {
    private Device() {}

    /** @throws Failure if PyTorch cannot be had */
    static TorchRuntime start() throws Failure {
        try {
            return TorchRuntime.start(TorchSettings.DEFAULT);
        } catch (TorchUnavailableException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }
}
