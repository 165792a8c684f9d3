package org.larmor.recon.assemble;

/**
 * How long and how many scans are kept open, and what they may hold.
 *
 * @param timeoutMillis a scan of which nothing was heard for so long is taken to have ended
 * @param openScans most scans that are received at a time; one more is refused
 * @param maximumReadouts most readouts of a scan
 * @param maximumBytes most memory for the k-space of one scan
 * @param partitionBytes most memory for the scans of one partition; 0 for as much as all may hold
 * @param totalBytes most memory for all scans; 0 for half of the heap
 * @param lateReadouts a readout that so many numbers behind the newest has not come is lost: no image waits for it any more
 * @param lateMillis how long after the end of a scan its missing readouts are waited for
 * @param statusMillis shortest time between two RECEIVING statuses of a scan
 * @param deadLetterBytes how much of a refused record its dead letter holds
 * @param deadLettersPerScan most dead letters of one scan; what is refused beyond is only counted
 */
public record AssembleSettings(
        int timeoutMillis,
        int openScans,
        int maximumReadouts,
        long maximumBytes,
        long partitionBytes,
        long totalBytes,
        int lateReadouts,
        int lateMillis,
        int statusMillis,
        int deadLetterBytes,
        int deadLettersPerScan) {
    public static final AssembleSettings DEFAULT =
            new AssembleSettings(120_000, 64, 1 << 24, 2L << 30, 0, 0, 1024, 1000, 500, 1 << 20, 100);

    /** With the usual bounds for partitions and all scans, where nothing is late. */
    public AssembleSettings(
            int timeoutMillis,
            int openScans,
            int maximumReadouts,
            long maximumBytes,
            int statusMillis,
            int deadLetterBytes,
            int deadLettersPerScan) {
        this(
                timeoutMillis,
                openScans,
                maximumReadouts,
                maximumBytes,
                0,
                0,
                1024,
                0,
                statusMillis,
                deadLetterBytes,
                deadLettersPerScan);
    }

    public AssembleSettings {
        if (timeoutMillis < 1 || openScans < 1 || maximumReadouts < 1 || maximumBytes < 1 || statusMillis < 1) {
            throw new IllegalArgumentException("assemble: times, numbers and sizes must be positive");
        }
        if (partitionBytes < 0 || totalBytes < 0 || lateReadouts < 1 || lateMillis < 0) {
            throw new IllegalArgumentException("assemble: partitionBytes, totalBytes and lateMillis must be 0 or more, "
                    + "lateReadouts positive");
        }
        if (deadLetterBytes < 0 || deadLetterBytes > 8 << 20 || deadLettersPerScan < 1) {
            throw new IllegalArgumentException(
                    "assemble: deadLetterBytes must be within 0 and 8 MiB, " + "deadLettersPerScan positive");
        }
    }

    /** Bytes that all scans may hold. */
    public long all() {
        return totalBytes == 0 ? Runtime.getRuntime().maxMemory() / 2 : totalBytes;
    }

    /** Bytes that the scans of a partition may hold. */
    public long partition() {
        return partitionBytes == 0 ? all() : partitionBytes;
    }
}
