package org.larmor.recon.ops;

import java.util.Map;

/**
 * What the scans of each partition hold between their first line and their last picture, and so which partitions are to be paused.
 * Thread-safe.
 *
 * <p>Images that are being filled become less only when more of them comes, snapshots whose pictures are being made become less by
 * themselves. So a partition is paused only while it has snapshots: a pause always ends. That images alone stay within their bound is
 * the assembler's matter.
 */
public final class HeldMemory {
    private final long partitionBytes;
    private final long totalBytes;
    private volatile Map<Integer, Long> images = Map.of();
    private volatile Map<Integer, Long> snapshots = Map.of();

    /**
     * @param partitionBytes most memory for the scans of a partition
     * @param totalBytes most memory for all scans
     */
    public HeldMemory(long partitionBytes, long totalBytes) {
        this.partitionBytes = partitionBytes;
        this.totalBytes = totalBytes;
    }

    /** Bytes of images that are being filled, by partition. */
    public void images(Map<Integer, Long> bytes) {
        images = Map.copyOf(bytes);
    }

    /** Bytes of snapshots that wait for their pictures, by partition. */
    public void snapshots(Map<Integer, Long> bytes) {
        snapshots = Map.copyOf(bytes);
    }

    /** Bytes of images that are being filled. */
    public long imageBytes() {
        return sum(images);
    }

    /** Bytes of snapshots that wait for their pictures. */
    public long snapshotBytes() {
        return sum(snapshots);
    }

    /** Most memory for all scans. */
    public long limit() {
        return totalBytes;
    }

    /** Whether no more of this partition should be read for now. */
    public boolean isFull(int partition) {
        Map<Integer, Long> filling = images;
        Map<Integer, Long> waiting = snapshots;
        long own = waiting.getOrDefault(partition, 0L);
        long all = sum(waiting);
        return own > 0 && own + filling.getOrDefault(partition, 0L) >= partitionBytes
                || all > 0 && all + sum(filling) >= totalBytes;
    }

    private static long sum(Map<Integer, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
