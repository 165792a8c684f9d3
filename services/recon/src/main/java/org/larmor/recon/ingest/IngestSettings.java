package org.larmor.recon.ingest;

/**
 * How readouts are taken from Kafka.
 *
 * @param pollMillis longest wait for records
 * @param backlogBytes records handed on and not yet assembled; above this the partitions are paused
 * @param commitMillis time between two commits of offsets
 * @param maximumCoils most receive coils
 * @param maximumMatrix largest side of a matrix
 */
public record IngestSettings(int pollMillis, long backlogBytes, int commitMillis, int maximumCoils, int maximumMatrix) {
    public static final IngestSettings DEFAULT = new IngestSettings(50, 64L << 20, 1000, 128, 4096);

    public IngestSettings {
        if (pollMillis < 1 || backlogBytes < 1 || commitMillis < 1 || maximumCoils < 1 || maximumMatrix < 1) {
            throw new IllegalArgumentException("ingest: every setting must be positive");
        }
    }
}
