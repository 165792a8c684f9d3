package org.larmor.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A scan cannot be read or sent; the message is one line for a person. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What may be told to others: not the file, in whose name a patient's may be. */
    private final String reason;

    public ConsoleException(String message) {
        super(oneLine(message));
        this.reason = oneLine(message);
    }

    public ConsoleException(String message, Throwable cause) {
        super(oneLine(message), cause);
        this.reason = oneLine(message);
    }

    /** A file cannot be used. */
    public ConsoleException(Path file, String reason, @Nullable Throwable cause) {
        super(oneLine(file + ": " + reason), cause);
        String name = String.valueOf(file.getFileName());
        this.reason = oneLine(reason.replace(file.toString(), "the file").replace(name, "the file"));
    }

    /** The message without the file that it names. */
    public String reason() {
        return reason;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }
}
