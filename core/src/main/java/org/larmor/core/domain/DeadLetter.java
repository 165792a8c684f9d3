package org.larmor.core.domain;

/**
 * A record that could not be used.
 *
 * @param scanId the scan it claims to belong to, or empty
 * @param sequence number of the readout, or -1
 * @param reason one clear line
 * @param record the record's bytes, cut to the configured limit
 */
public record DeadLetter(
        String scanId,
        long sequence,
        String reason,
        String topic,
        int partition,
        long offset,
        byte[] record,
        double time) {}
