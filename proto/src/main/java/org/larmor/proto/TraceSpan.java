package org.larmor.proto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a trace that is over, for whoever collects traces.
 *
 * @param step which trace, and which step of it
 * @param parentId the step that this one is part of, or null for the root of the trace
 * @param sends whether it hands something to Kafka
 * @param from when it began, milliseconds since the epoch
 * @param to when it was over
 * @param attributes texts, whole numbers (Long), numbers (Double) and truths (Boolean), by name
 * @param error why it failed, or empty
 */
public record TraceSpan(
        TraceParent step,
        @Nullable String parentId,
        String name,
        boolean sends,
        double from,
        double to,
        Map<String, Object> attributes,
        String error) {
    public TraceSpan {
        attributes = Map.copyOf(attributes);
    }

    /** Takes steps, from any thread; must return at once. */
    @FunctionalInterface
    public interface Sink {
        /** For nobody. */
        Sink NONE = span -> {};

        void add(TraceSpan span);
    }
}
