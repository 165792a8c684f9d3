package org.larmor.app.cli;

/** What the launcher knows of standard output and standard error, told in system properties. */
public final class Terminal {
    private Terminal() {}

    /** Whether somebody watches standard error. */
    public static boolean isWatched() {
        return Boolean.getBoolean("larmor.terminal");
    }

    /** Whether standard output is a terminal, and colours are not refused by NO_COLOR. */
    public static boolean colours() {
        return Boolean.getBoolean("larmor.colours");
    }
}
