package org.larmor.recon.ops;

import java.time.Duration;
import java.time.InstantSource;

/** Something that has to move on and on; told that it did, it knows whether it still does. Thread-safe. */
public final class Pulse {
    private final String what;
    private final Duration longest;
    private final InstantSource clock;
    private volatile long latest;

    /**
     * @param what moves, for a line
     * @param longest time between two moves
     */
    public Pulse(String what, Duration longest, InstantSource clock) {
        this.what = what;
        this.longest = longest;
        this.clock = clock;
        this.latest = clock.millis();
    }

    /** It has moved. */
    public void beat() {
        latest = clock.millis();
    }

    /** What is wrong, in one line; empty if nothing is. */
    public String problem() {
        long still = clock.millis() - latest;
        return still > longest.toMillis() ? what + " has stood still for " + still / 1000 + " s" : "";
    }
}
