package org.larmor.recon.ops;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes on their way between two steps. Full above its limit, and until half of it has drained. */
public final class Backlog {
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean draining;

    public Backlog(long limit) {
        this.limit = limit;
    }

    public void add(long more) {
        bytes.addAndGet(more);
    }

    public void remove(long done) {
        bytes.addAndGet(-done);
    }

    public long bytes() {
        return bytes.get();
    }

    public long limit() {
        return limit;
    }

    /** Asked by one thread. */
    public boolean isFull() {
        long now = bytes.get();
        draining = draining ? now > limit / 2 : now >= limit;
        return draining;
    }
}
