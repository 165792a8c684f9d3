package org.larmor.app.cli;

/** Work that could not be done though the input was right; the message is the one line that the user sees. Status 1. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }
}
