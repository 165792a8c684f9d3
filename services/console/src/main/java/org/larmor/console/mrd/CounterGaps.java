package org.larmor.console.mrd;

/**
 * Counts the acquisitions that the scan counter goes over. A counter that stands still tells nothing, one that falls has
 * begun anew.
 */
public final class CounterGaps {
    private long before = -1;
    private long missing;

    public void pass(long counter) {
        if (before >= 0 && counter > before) {
            missing += counter - before - 1;
        }
        before = counter;
    }

    public long missing() {
        return missing;
    }
}
