package org.larmor.recon.telemetry;

import org.jspecify.annotations.Nullable;
import org.larmor.proto.TraceParent;

/** The trace that what is being recorded on this thread belongs to: a registry that keeps exemplars asks for it. */
public final class CurrentTrace {
    private static final ThreadLocal<@Nullable TraceParent> CURRENT = new ThreadLocal<>();

    private CurrentTrace() {}

    /** Null where nothing is being recorded, or it has no trace. */
    public static @Nullable TraceParent get() {
        return CURRENT.get();
    }

    /** Records something of a scan whose trace this is, or that has none where it is empty. */
    static void of(String traceId, Runnable record) {
        if (traceId.isEmpty()) {
            record.run();
            return;
        }
        CURRENT.set(TraceParent.root(traceId));
        try {
            record.run();
        } finally {
            CURRENT.remove();
        }
    }
}
