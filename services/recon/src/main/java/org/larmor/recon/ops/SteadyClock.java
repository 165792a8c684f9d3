package org.larmor.recon.ops;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The machine's time when this was made, and what has passed since: it does not jump when somebody sets the machine's clock. So no scan
 * is given up, and no result waits, because of that.
 */
public final class SteadyClock implements InstantSource {
    private final Instant begin;
    private final LongSupplier nanoTime;
    private final long nanosAtBegin;

    /**
     * @param machine read once
     * @param nanoTime a clock that only goes on
     */
    public SteadyClock(InstantSource machine, LongSupplier nanoTime) {
        this.begin = machine.instant();
        this.nanoTime = nanoTime;
        this.nanosAtBegin = nanoTime.getAsLong();
    }

    /** Goes on from now. */
    public static SteadyClock start() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanoTime.getAsLong() - nanosAtBegin);
    }
}
