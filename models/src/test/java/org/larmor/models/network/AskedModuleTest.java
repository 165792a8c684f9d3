package org.larmor.models.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;

class AskedModuleTest {
    private final TorchRuntime runtime = SharedRuntime.get();

    @Test
    void aDeviceThatLacksMemoryIsNotTakenForAnotherSignature() throws IOException {
        assertEquals(
                "CUDA out of memory. Tried to allocate 2.00 GiB",
                assertThrows(
                                OutOfDeviceMemoryException.class,
                                () -> askedOf(new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB")))
                        .getMessage());
    }

    @Test
    void whatElseFailsIsRefusedInOneLineAndTheEnginesWordsAreKept() {
        EngineException engine = new EngineException("Expected 4 channels\nat some place");
        var refusal = assertThrows(IllegalArgumentException.class, () -> askedOf(engine));
        assertEquals(
                "model m has another signature: its latent network, asked about pictures [1, 1, 8, 8],"
                        + " fails: Expected 4 channels",
                refusal.getMessage());
        assertEquals(engine, refusal.getCause());
    }

    private void askedOf(EngineException failure) throws IOException {
        byte[] script = Files.readAllBytes(Path.of("src/test/resources/deformable/shift-2d/latent.pt"));
        TorchModule module = runtime.load("m", script);
        runtime.onDevice(workspace -> {
            try (AskedModule asked = new AskedModule("m", "latent", module)) {
                return asked.ask(
                        inputs -> {
                            throw failure;
                        },
                        1,
                        workspace.zeros(1, 1, 8, 8));
            }
        });
    }
}
