package org.larmor.app.chaos;

/**
 * Something that goes wrong at a moment.
 *
 * @param atMillis since the beginning of the run
 * @param lastsMillis until it is mended; 0 where that is done at once
 * @param target which worker, where it is one's
 * @param jumpSeconds by how much a clock is wrong, where it is a clock's
 */
public record Fault(Kind kind, long atMillis, long lastsMillis, int target, long jumpSeconds) {
    /** What can go wrong. */
    public enum Kind {
        /** {@code kill -9}, and another takes its place. */
        WORKER_KILLED("worker killed (-9)"),
        /** SIGTERM, and another takes its place: one step of a rolling restart. */
        WORKER_RESTARTED("worker restarted (SIGTERM)"),
        /** SIGSTOP and SIGCONT: longer than the group waits, so that it comes back as a zombie. */
        WORKER_STALLED("worker stalled (SIGSTOP)"),
        /** Somebody sets its machine's clock, back or forth, and later sets it right. */
        WORKER_CLOCK("worker's clock set wrong"),
        BROKER_CLOCK("broker's clock set wrong"),
        BROKER_KILLED("broker killed (-9)"),
        BROKER_RESTARTED("broker restarted (SIGTERM)"),
        /** Between everybody and the broker; connections break and none is made. */
        NETWORK_CUT("network cut"),
        /** Every byte to and from the broker comes late. */
        NETWORK_DELAYED("network delayed"),
        /** The broker's folder takes nothing more, so that it ends; then there is room again. */
        DISK_FULL("broker's disk full"),
        /** {@code kill -9} of a scanner's console in the middle of a scan, which is begun again. */
        CONSOLE_KILLED("console killed (-9)");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
