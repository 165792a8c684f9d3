package org.larmor.console.send;

import java.util.concurrent.TimeUnit;

/** Time as the sender sees it: nanoseconds since some moment, and waiting. */
interface Stopwatch {
    long nanos();

    void waitUntil(long nanos) throws InterruptedException;

    /** Of the machine. */
    static Stopwatch system() {
        return new Stopwatch() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void waitUntil(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
            }
        };
    }
}
