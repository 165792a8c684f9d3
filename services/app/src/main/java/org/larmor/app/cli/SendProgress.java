package org.larmor.app.cli;

/** Words for how far a scan has been sent: a bar, readouts, MB/s, time left. */
public final class SendProgress {
    private static final int BAR = 24;

    private SendProgress() {}

    /**
     * A line without an end of line.
     *
     * @param total readouts that are to be sent, or 0 where that is not known
     */
    public static String line(String scanId, long readouts, long total, long bytes, double seconds) {
        double rate = seconds > 0 ? bytes / 1e6 / seconds : 0;
        String speed = "%,d readouts  %.1f MB/s".formatted(readouts, rate);
        if (total <= 0) {
            return scanId + "  " + speed;
        }
        double share = Math.min(1, (double) readouts / total);
        int full = (int) Math.round(share * BAR);
        String bar = "#".repeat(full) + ".".repeat(BAR - full);
        String left =
                readouts > 0 && readouts < total ? "  " + time(seconds * (total - readouts) / readouts) + " left" : "";
        return "%s  [%s] %3.0f %%  %s%s".formatted(scanId, bar, 100 * share, speed, left);
    }

    private static String time(double seconds) {
        return seconds < 90
                ? "%.0f s".formatted(seconds)
                : "%d min %02d s".formatted((int) seconds / 60, (int) seconds % 60);
    }
}
