package org.larmor.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Command lines as a person types them. */
public final class Commands {
    private Commands() {}

    /** What came of one: its exit status, what it said of itself, and what went wrong. */
    public record Answer(int status, String out, String err) {}

    public static Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Larmor.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Answer(status, out.toString(), err.toString());
    }
}
