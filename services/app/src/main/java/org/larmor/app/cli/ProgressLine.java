package org.larmor.app.cli;

import java.io.PrintStream;

/** One line of a terminal that is written again and again. Writes nothing where the output is no terminal. */
public final class ProgressLine implements AutoCloseable {
    private static final long NANOS_BETWEEN = 100_000_000;
    private static final String CLEAR = "\r\033[K";
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private long lastNanos = System.nanoTime() - NANOS_BETWEEN;
    private boolean shown;

    public ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, if that is a terminal: the launcher knows, and says so in a system property. */
    public static ProgressLine onTerminal() {
        return new ProgressLine(System.err, Boolean.getBoolean("larmor.terminal"));
    }

    /** Shows the text instead of the one before; at most ten times a second. */
    public synchronized void show(String text) {
        long now = System.nanoTime();
        if (terminal && now - lastNanos >= NANOS_BETWEEN) {
            lastNanos = now;
            shown = true;
            out.print(CLEAR + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
            out.flush();
        }
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
