package org.larmor.app.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * How far some work is. On a terminal one line that is written again and again; elsewhere a line from time to time, or nothing.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long ON_TERMINAL = 100_000_000;
    private static final long IN_LOG = 15_000_000_000L;
    private static final long NEVER = -1;
    private static final String CLEAR = "\r\033[K";
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final long nanosBetween;
    private final LongSupplier nanoTime;
    private long lastNanos;
    private boolean shown;

    private ProgressLine(PrintStream out, boolean terminal, long nanosBetween, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanosBetween = nanosBetween;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong() - nanosBetween;
    }

    /** Writes nothing where {@code out} is no terminal. */
    public ProgressLine(PrintStream out, boolean terminal) {
        this(out, terminal, terminal ? ON_TERMINAL : NEVER, System::nanoTime);
    }

    /** On standard error, if that is a terminal: the launcher knows, and says so in a system property. */
    public static ProgressLine onTerminal() {
        return new ProgressLine(System.err, Terminal.isWatched());
    }

    /** On standard error; where that is no terminal, a line every 15 seconds. For work of many minutes. */
    public static ProgressLine steady() {
        return steady(System.err, Terminal.isWatched(), System::nanoTime);
    }

    /** @param nanoTime a clock, nanoseconds */
    static ProgressLine steady(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        return new ProgressLine(out, terminal, terminal ? ON_TERMINAL : IN_LOG, nanoTime);
    }

    /** Shows the text instead of the one before, or under it in a log; not more often than somebody can read. */
    public synchronized void show(String text) {
        long now = nanoTime.getAsLong();
        if (nanosBetween == NEVER || now - lastNanos < nanosBetween) {
            return;
        }
        lastNanos = now;
        if (terminal) {
            shown = true;
            out.print(CLEAR + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** A line that stays, above the progress. */
    public synchronized void say(String line) {
        close();
        out.println(line);
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
            shown = false;
        }
    }
}
