package org.larmor.proto;

/** Bytes that cannot be used, with one clear line that names the scan and, where there is one, the readout. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String scanId;
    private final long sequence;
    private final String reason;

    /**
     * @param scanId the scan that the bytes claim to belong to, or empty
     * @param sequence number of the readout, or -1
     * @param reason why, without naming scan and readout again
     */
    public WireException(String scanId, long sequence, String reason) {
        super(reason);
        this.scanId = scanId;
        this.sequence = sequence;
        this.reason = reason;
    }

    public WireException(String reason) {
        this("", -1, reason);
    }

    /** One line: the scan and the readout where they are known, and the reason. */
    @Override
    public String getMessage() {
        return where(scanId, sequence) + reason;
    }

    /** The scan that the bytes claim to belong to, or empty. */
    public String scanId() {
        return scanId;
    }

    /** Number of the readout, or -1. */
    public long sequence() {
        return sequence;
    }

    /** The message without scan and readout. */
    public String reason() {
        return reason;
    }

    private static String where(String scanId, long sequence) {
        if (scanId.isEmpty()) {
            return "";
        }
        return sequence < 0 ? "scan " + scanId + ": " : "scan " + scanId + ", readout " + sequence + ": ";
    }
}
