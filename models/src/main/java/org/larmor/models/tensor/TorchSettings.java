package org.larmor.models.tensor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How PyTorch is set up in this process.
 *
 * @param threads threads inside one operation; 0 leaves one core to the rest of the process. The first runtime of a
 *     process decides, PyTorch has one such setting
 * @param device {@code auto} (a CUDA device when there is one), {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param waiting elements of batches that may wait for the device; who comes with more waits until there is room
 * @param merged most elements of one evaluation that is made of several callers' questions; 0 for the device's own number: 32 on
 *     CUDA; 1 on a CPU, where each question is evaluated alone
 * @param cache folder where the native libraries are unpacked once, or null for DJL's own choice (environment
 *     {@code DJL_CACHE_DIR}, else the home folder)
 */
public record TorchSettings(
        int threads,
        String device,
        int waiting,
        int merged,
        @Nullable Path cache) {
    public static final TorchSettings DEFAULT = new TorchSettings(0, "auto", 128, 0, null);

    private static final int MERGED_ON_CUDA = 32;

    public TorchSettings {
        if (threads < 0 || waiting < 1 || merged < 0) {
            throw new IllegalArgumentException("torch: threads and merged must be 0 or more and waiting 1 or more, not "
                    + threads + ", " + merged + " and " + waiting);
        }
        if (!device.matches("auto|cpu|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException("torch: device '" + device + "' is not auto, cpu, cuda or cuda:N");
        }
    }

    /** With the device's own number of elements. */
    public TorchSettings(int threads, String device, int waiting, @Nullable Path cache) {
        this(threads, device, waiting, 0, cache);
    }

    int mergedOn(boolean cuda) {
        if (merged > 0) {
            return merged;
        }
        return cuda ? MERGED_ON_CUDA : 1;
    }

    /** The thread count to set on a machine with this many cores: as told, else one below the cores. */
    int threadsOn(int cores) {
        return threads > 0 ? threads : Math.max(1, cores - 1);
    }
}
