package org.larmor.console.send;

/**
 * How far a scan has been sent.
 *
 * @param readouts readouts handed to the broker
 * @param total readouts that the scan will have; 0 when not known
 * @param bytes bytes handed to the broker
 * @param seconds since the first
 */
public record Progress(String scanId, long readouts, long total, long bytes, double seconds) {
    /** Is told of each record; on the sender's thread, so it should be quick. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = progress -> {};

        void progressed(Progress progress);
    }
}
