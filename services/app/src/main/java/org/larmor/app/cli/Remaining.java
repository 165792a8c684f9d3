package org.larmor.app.cli;

import java.util.function.LongSupplier;

/** Words for how much of some work is done and how long the rest will take. */
public final class Remaining {
    private final int total;
    private final LongSupplier nanoTime;
    private final long start;

    /** @param nanoTime a clock, nanoseconds */
    public Remaining(int total, LongSupplier nanoTime) {
        this.total = total;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** For example {@code 3 of 12, 45 s left}. */
    public String after(int done) {
        String text = done + " of " + total;
        if (done == 0 || done >= total) {
            return text;
        }
        double seconds = (nanoTime.getAsLong() - start) / 1e9 * (total - done) / done;
        return text + ", "
                + (seconds < 90 ? "%.0f s left".formatted(seconds) : "%.0f min left".formatted(seconds / 60));
    }
}
