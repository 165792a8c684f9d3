package org.larmor.console;

/** A scan cannot be read or sent; the message is one line for a person. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConsoleException(String message) {
        super(oneLine(message));
    }

    public ConsoleException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }
}
