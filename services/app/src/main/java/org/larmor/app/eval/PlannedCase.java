package org.larmor.app.eval;

import java.io.IOException;
import org.larmor.app.cli.BadInput;

/** A case that is loaded when its turn comes, so that only one is held. */
public record PlannedCase(String label, Loader loader) {
    /** Loads it. */
    @FunctionalInterface
    public interface Loader {
        /** @throws BadInput if its files cannot be used */
        EvalCase load() throws BadInput, IOException;
    }
}
