package org.larmor.console;

import java.util.Iterator;
import java.util.List;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;

/** One scan, ready to be sent. */
public interface ScanSource extends AutoCloseable {
    ScanHeader header();

    /** Readouts that {@link #events} will give. */
    long readouts();

    /**
     * The scan from its start to its end, once, read as it is asked for.
     *
     * <p>{@code next} throws {@link ConsoleException} if what follows cannot be read.
     */
    Iterator<ScanEvent> events();

    /** Whether the next event can be had without waiting for it; where not, what was gathered goes out before. */
    default boolean isReady() {
        return true;
    }

    /** What was assumed where the source does not tell, or looks odd in it: one line each, which names it. */
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();
}
