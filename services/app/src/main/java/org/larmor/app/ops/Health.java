package org.larmor.app.ops;

import java.io.IOException;
import java.util.List;

/**
 * Whether a program lives and is ready: what is wrong, a line each, or nothing.
 *
 * @param live what stands still; a program that does not live is to be started anew
 * @param ready why it takes nothing just now
 */
public record Health(Check live, Check ready) {
    /** Looks for what is wrong. */
    @FunctionalInterface
    public interface Check {
        Check NOTHING = List::of;

        /** @throws IOException what is wrong, in one line */
        List<String> problems() throws IOException;

        /** What is wrong, a line each; empty if nothing is. */
        default String text() {
            try {
                return String.join("\n", problems());
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
