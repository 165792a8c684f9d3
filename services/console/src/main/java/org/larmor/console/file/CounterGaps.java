package org.larmor.console.file;

/**
 * Counts the acquisitions that the scan counter of a file goes over. A counter that stands still tells nothing, one that falls has
 * begun anew.
 */
final class CounterGaps {
    private long before = -1;
    private long missing;

    void pass(long counter) {
        if (before >= 0 && counter > before) {
            missing += counter - before - 1;
        }
        before = counter;
    }

    long missing() {
        return missing;
    }
}
