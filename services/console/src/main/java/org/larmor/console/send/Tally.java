package org.larmor.console.send;

import java.util.concurrent.atomic.LongAdder;

/** What a sender has sent so far, of all scans. Thread-safe. */
public final class Tally {
    private final LongAdder scans = new LongAdder();
    private final LongAdder readouts = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void scan() {
        scans.increment();
    }

    void record(int itsReadouts, int itsBytes) {
        readouts.add(itsReadouts);
        bytes.add(itsBytes);
    }

    /** Scans that it began to send. */
    public long scans() {
        return scans.sum();
    }

    /** Readouts that it handed to the broker. */
    public long readouts() {
        return readouts.sum();
    }

    /** Bytes of all records that it handed to the broker. */
    public long bytes() {
        return bytes.sum();
    }
}
