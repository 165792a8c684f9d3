package org.larmor.app.cli;

/** How a command ends; what a signal ends has 128 and the signal's number, as everywhere. */
public final class ExitStatus {
    /** What was asked for is done. */
    public static final int OK = 0;

    /** It could not be done though the input was right, or what was looked at is wrong. */
    public static final int FAILED = 1;

    /** A command line that is not understood, or input that cannot be used; nothing was changed. */
    public static final int BAD_INPUT = 2;

    private ExitStatus() {}
}
