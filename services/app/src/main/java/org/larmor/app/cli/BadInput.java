package org.larmor.app.cli;

/** Input that cannot be used; the message is the one line that the user sees. The command ends with status 2. */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
