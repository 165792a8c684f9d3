package org.larmor.models.schedule;

/**
 * How the device is shared.
 *
 * @param elements most elements of an evaluation made of several requests; 1 evaluates each request alone. A request is never
 *     cut, so that one alone may hold more
 * @param waiting elements that may wait; further requests are refused until there is room
 * @param patience every so many turns the request that has waited longest goes first
 * @param grace nanoseconds for which the device is kept free for a caller who comes before those that wait and was just served
 */
public record QueueSettings(int elements, int waiting, int patience, long grace) {
    private static final int PATIENCE = 16;
    private static final long GRACE = 2_000_000;

    public QueueSettings {
        if (elements < 1 || waiting < 1 || patience < 1 || grace < 0) {
            throw new IllegalArgumentException("elements, waiting and patience must be 1 or more, grace 0 or more, not "
                    + elements + ", " + waiting + ", " + patience + ", " + grace);
        }
    }

    /** With the usual patience (16 turns) and grace (2 ms). */
    public static QueueSettings of(int elements, int waiting) {
        return new QueueSettings(elements, waiting, PATIENCE, GRACE);
    }
}
