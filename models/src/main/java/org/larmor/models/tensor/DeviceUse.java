package org.larmor.models.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What the device has done since it was started, and what waits for it.
 *
 * @param evaluations of networks, each of one or several callers' questions
 * @param elements of the batches in them
 * @param evaluationSeconds that they took
 * @param otherSeconds that other steps took: preparation, data consistency, warm-up
 * @param outOfMemory times that the device had not memory enough for what it was given, whether a part of that sufficed or not
 * @param waiting elements that wait
 * @param memory null where the device has none of its own
 */
public record DeviceUse(
        long evaluations,
        long elements,
        double evaluationSeconds,
        double otherSeconds,
        long outOfMemory,
        int waiting,
        @Nullable Memory memory) {
    /** Of a process without a device. */
    public static final DeviceUse NONE = new DeviceUse(0, 0, 0, 0, 0, 0, null);

    /** Bytes in use by whoever uses the device, and bytes that it has. */
    public record Memory(long used, long total) {}

    DeviceUse with(Memory other) {
        return new DeviceUse(evaluations, elements, evaluationSeconds, otherSeconds, outOfMemory, waiting, other);
    }
}
