package org.larmor.recon.assemble;

/**
 * How long and how many scans are kept open.
 *
 * @param timeoutMillis a scan of which nothing was heard for so long has failed
 * @param openScans most scans that run at a time; one more is refused
 * @param maximumReadouts most readouts of a scan
 * @param maximumBytes most memory for the k-space of one scan
 * @param statusMillis shortest time between two RECEIVING statuses of a scan
 * @param deadLetterBytes how much of a refused record its dead letter holds
 * @param deadLettersPerScan most dead letters of one scan; what is refused beyond is only counted
 */
public record AssembleSettings(
        int timeoutMillis,
        int openScans,
        int maximumReadouts,
        long maximumBytes,
        int statusMillis,
        int deadLetterBytes,
        int deadLettersPerScan) {
    public static final AssembleSettings DEFAULT =
            new AssembleSettings(120_000, 64, 1 << 24, 2L << 30, 500, 1 << 20, 100);

    public AssembleSettings {
        if (timeoutMillis < 1 || openScans < 1 || maximumReadouts < 1 || maximumBytes < 1 || statusMillis < 1) {
            throw new IllegalArgumentException("assemble: times, numbers and sizes must be positive");
        }
        if (deadLetterBytes < 0 || deadLetterBytes > 8 << 20 || deadLettersPerScan < 1) {
            throw new IllegalArgumentException(
                    "assemble: deadLetterBytes must be within 0 and 8 MiB, " + "deadLettersPerScan positive");
        }
    }
}
