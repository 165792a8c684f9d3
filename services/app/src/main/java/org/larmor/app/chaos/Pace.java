package org.larmor.app.chaos;

import java.time.Duration;

/**
 * How fast scanners send. At first as fast as the workers can: a scan begins when few pictures are awaited. Then, by {@link #every},
 * whatever the workers do. Safe for any thread.
 */
final class Pace {
    private static final int AWAITED = 12;
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Tally tally;
    private volatile Duration pause = Duration.ZERO;

    private Pace(Tally tally) {
        this.tally = tally;
    }

    /** As fast as the pictures come that this tally counts. */
    static Pace asPicturesCome(Tally tally) {
        return new Pace(tally);
    }

    /** From now on this time lies between two records: what a scanner takes to measure them. */
    Pace every(Duration time) {
        pause = time;
        return this;
    }

    /** For one scanner, which is only used by its thread. */
    Beat beat() {
        return new Beat();
    }

    /** The moments at which a scanner has measured a record; who was held up catches up, as a scanner's buffer does. */
    final class Beat {
        private long next = System.nanoTime();

        void beforeAScan() throws InterruptedException {
            while (pause.isZero() && tally.awaited() >= AWAITED) {
                Thread.sleep(LOOK);
            }
        }

        void afterARecord() throws InterruptedException {
            long now = System.nanoTime();
            next = pause.isZero() ? now : next + pause.toNanos();
            if (next > now) {
                Thread.sleep(Duration.ofNanos(next - now));
            }
        }
    }
}
