package org.larmor.core.assembly;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that may be held: by a scan, which is part of what the scans of its partition hold, which is part of what all hold. Used
 * by one thread at a time.
 */
public final class MemoryBound {
    private final String holder;
    private final long limit;
    private final @Nullable MemoryBound within;
    private long held;

    private MemoryBound(String holder, long limit, @Nullable MemoryBound within) {
        this.holder = holder;
        this.limit = limit;
        this.within = within;
    }

    /** @param holder who holds, for a person: "all scans" */
    public static MemoryBound of(String holder, long limit) {
        return new MemoryBound(holder, limit, null);
    }

    /** A part of this: what it holds is held here too. */
    public MemoryBound part(String partHolder, long partLimit) {
        return new MemoryBound(partHolder, partLimit, this);
    }

    /** Holds so much more if there is room here and in all that this is part of; else nothing, and false. */
    public boolean take(long bytes) {
        if (objection(bytes) != null) {
            return false;
        }
        change(bytes);
        return true;
    }

    /** Holds so much less. */
    public void give(long bytes) {
        change(-bytes);
    }

    /** Holds {@code now} where it held {@code before}, whether there is room or not: for what has a bound of its own. */
    public void replace(long before, long now) {
        change(now - before);
    }

    private void change(long bytes) {
        held += bytes;
        if (within != null) {
            within.change(bytes);
        }
    }

    /** Why there is no room for so much more, in one line; null where there is. */
    public @Nullable String objection(long bytes) {
        if (bytes > limit - held) {
            return String.format(
                    Locale.ROOT,
                    "no room for %.1f MB: %s may hold %.1f MB and %.1f are held",
                    bytes / 1e6,
                    holder,
                    limit / 1e6,
                    held / 1e6);
        }
        return within == null ? null : within.objection(bytes);
    }

    /** Gives everything back; nothing is to be taken any more. */
    public void close() {
        change(-held);
    }

    public long held() {
        return held;
    }
}
