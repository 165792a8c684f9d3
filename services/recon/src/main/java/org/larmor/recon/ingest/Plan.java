package org.larmor.recon.ingest;

import java.util.List;
import java.util.Map;
import org.larmor.recon.flow.Result;

/**
 * What one transaction is to hold, as {@link OffsetLedger#plan} decides it.
 *
 * @param steps the results that it settles, in their order; those after them wait for the next transaction
 * @param notes what is to be noted with them
 * @param offsets where each of these partitions goes on; that of every result's scan is among them, so that the group is asked
 *     whether it is still ours
 */
public record Plan(List<Step> steps, List<Note> notes, Map<Integer, Long> offsets) {
    public Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
        offsets = Map.copyOf(offsets);
    }

    /** What becomes of a result. */
    public enum Fate {
        /** It is said now. */
        SAID,
        /** It was said before. */
        REPEATED,
        /** Its scan is not this service's, or over. */
        LEFT_OUT
    }

    /** A result and what becomes of it. */
    public record Step(Result result, Fate fate) {}

    /** What is said, in order. */
    public List<Result> said() {
        return steps.stream()
                .filter(step -> step.fate() == Fate.SAID)
                .map(Step::result)
                .toList();
    }

    /** Nothing is to be sent to the broker for it. */
    public boolean isQuiet() {
        return notes.isEmpty() && offsets.isEmpty() && said().isEmpty();
    }
}
