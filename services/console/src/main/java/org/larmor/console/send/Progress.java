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
    public double megabytesPerSecond() {
        return seconds > 0 ? bytes / 1e6 / seconds : 0;
    }

    /** Seconds that the rest will take at the pace so far; NaN when not known. */
    public double secondsLeft() {
        return readouts > 0 && total > 0 ? seconds * Math.max(0, total - readouts) / readouts : Double.NaN;
    }

    /** Is told of each record; on the sender's thread, so it should be quick. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = progress -> {};

        void progressed(Progress progress);
    }
}
