package org.larmor.models.schedule;

/**
 * How the device is shared.
 *
 * @param elements most elements of an evaluation made of several requests; 1 evaluates each request alone. A request is never
 *     cut, so that one alone may hold more
 * @param waiting elements that may wait; further requests are refused until there is room
 * @param patience every so many turns the request that has waited longest goes first
 * @param quantum device time after which a scan gives way to one that had less: short jobs end before they are interrupted
 * @param grace nanoseconds for which the device is kept free for a caller who comes before those that wait and was just served
 */
public record QueueSettings(int elements, int waiting, int patience, long quantum, long grace) {
    private static final int PATIENCE = 16;
    private static final long QUANTUM = 1_000_000_000;
    private static final long GRACE = 5_000_000;

    public QueueSettings {
        if (elements < 1 || waiting < 1 || patience < 1 || quantum < 1 || grace < 0) {
            throw new IllegalArgumentException(
                    "elements, waiting, patience and quantum must be 1 or more, grace 0 or more, not " + elements + ", "
                            + waiting + ", " + patience + ", " + quantum + ", " + grace);
        }
    }

    /** With the usual patience (16 turns), quantum (1 s) and grace (5 ms). */
    public static QueueSettings of(int elements, int waiting) {
        return new QueueSettings(elements, waiting, PATIENCE, QUANTUM, GRACE);
    }
}
