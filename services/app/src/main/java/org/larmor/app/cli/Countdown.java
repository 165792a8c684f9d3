package org.larmor.app.cli;

import java.util.function.LongSupplier;

/** Shows how much of some work of many minutes is done and how long the rest will take, see {@link ProgressLine#steady}. */
public final class Countdown implements AutoCloseable {
    private final String what;
    private final Remaining remaining;
    private final ProgressLine line;

    /**
     * @param what is done, in words
     * @param total how many parts it has
     */
    public Countdown(String what, int total) {
        this(what, total, ProgressLine.steady(), System::nanoTime);
    }

    Countdown(String what, int total, ProgressLine line, LongSupplier nanoTime) {
        this.what = what;
        this.remaining = new Remaining(total, nanoTime);
        this.line = line;
    }

    /** So many parts are done. */
    public void after(int done) {
        after(done, "");
    }

    /** So many parts are done, and this comes next. */
    public void after(int done, String next) {
        line.show(what + ": " + remaining.after(done) + (next.isEmpty() ? "" : "; " + next));
    }

    @Override
    public void close() {
        line.close();
    }
}
