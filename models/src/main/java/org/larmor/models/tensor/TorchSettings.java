package org.larmor.models.tensor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How PyTorch is set up in this process.
 *
 * @param threads threads inside one operation; 0 leaves one core to the rest of the process. The first runtime of a
 *     process decides, PyTorch has one such setting
 * @param device {@code auto} (a CUDA device when there is one), {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param waiting how many calls may wait for the device before a further one is refused
 * @param cache folder where the native libraries are unpacked once, or null for DJL's own choice (environment
 *     {@code DJL_CACHE_DIR}, else the home folder)
 */
public record TorchSettings(
        int threads, String device, int waiting, @Nullable Path cache) {
    public static final TorchSettings DEFAULT = new TorchSettings(0, "auto", 64, null);

    public TorchSettings {
        if (threads < 0 || waiting < 1) {
            throw new IllegalArgumentException(
                    "torch: threads must be 0 or more and waiting 1 or more, not " + threads + " and " + waiting);
        }
        if (!device.matches("auto|cpu|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException("torch: device '" + device + "' is not auto, cpu, cuda or cuda:N");
        }
    }

    /** The thread count to set on a machine with this many cores: as told, else one below the cores. */
    int threadsOn(int cores) {
        return threads > 0 ? threads : Math.max(1, cores - 1);
    }
}
