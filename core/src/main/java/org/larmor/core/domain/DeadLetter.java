package org.larmor.core.domain;

/**
 * A record that could not be used.
 *
 * @param scanId the scan it claims to belong to, or empty
 * @param sequence number of the readout, or -1
 * @param reason one clear line
 * @param record the record's bytes, cut to the configured limit
 * @param size bytes of the whole record
 * @param traceId trace that the record belongs to, 32 hexadecimal digits, or empty
 */
public record DeadLetter(
        String scanId,
        long sequence,
        String reason,
        String topic,
        int partition,
        long offset,
        byte[] record,
        double time,
        int size,
        String traceId) {
    /** One that holds the whole record, of no trace. */
    public DeadLetter(
            String scanId,
            long sequence,
            String reason,
            String topic,
            int partition,
            long offset,
            byte[] record,
            double time) {
        this(scanId, sequence, reason, topic, partition, offset, record, time, record.length, "");
    }

    /** Whether it holds all of the record. */
    public boolean isWhole() {
        return record.length == size;
    }
}
