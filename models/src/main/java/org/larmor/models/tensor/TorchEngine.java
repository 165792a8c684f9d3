package org.larmor.models.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads PyTorch's native library once a process, without asking the network for anything. */
final class TorchEngine {
    private TorchEngine() {}

    static Engine load(TorchSettings settings) {
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        Path cache = settings.cache();
        if (cache != null) {
            setIfAbsent("DJL_CACHE_DIR", cache.toAbsolutePath().toString());
        }
        int threads = settings.threadsOn(Runtime.getRuntime().availableProcessors());
        setIfAbsent("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            throw new TorchUnavailableException(
                    "PyTorch cannot be used: " + reason(e)
                            + " (its library comes along for linux-x86_64; elsewhere PYTORCH_LIBRARY_PATH names the"
                            + " folder of a libtorch 2.7.1)",
                    e);
        }
    }

    static Device device(Engine engine, String wish) {
        if (wish.equals("cpu") || (wish.equals("auto") && engine.getGpuCount() == 0)) {
            return Device.cpu();
        }
        int colon = wish.indexOf(':');
        int number = colon < 0 ? 0 : Integer.parseInt(wish.substring(colon + 1));
        if (number >= engine.getGpuCount()) {
            throw new TorchUnavailableException(
                    "device " + wish + " is not there: PyTorch sees " + engine.getGpuCount() + " CUDA devices");
        }
        return Device.gpu(number);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The innermost cause in one line. */
    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        @Nullable String message = cause.getMessage();
        String line = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return line.lines().findFirst().orElse(line).strip();
    }
}
