package org.larmor.models.schedule;

/**
 * How soon somebody needs what the device is asked for.
 *
 * @param rank lower goes first, whatever else waits
 * @param scan number of the scan, counted as they began: scans of one rank share the device's time, the older before the younger
 */
public record Urgency(int rank, long scan) {
    /** Before any picture: loading a network, freeing memory. */
    public static final Urgency AT_ONCE = new Urgency(0, -1);

    /** A picture that somebody waits for. */
    public static Urgency preview(long scan) {
        return new Urgency(1, scan);
    }

    /** Frames between pictures that are there: a cine begins to move with them, and they cost little. */
    public static Urgency frames(long scan) {
        return new Urgency(2, scan);
    }

    /** A picture that is only better than one that is there. */
    public static Urgency refinement(long scan) {
        return new Urgency(3, scan);
    }

    /** What is read out of pictures that are there, for somebody further down. */
    public static Urgency analysis(long scan) {
        return new Urgency(4, scan);
    }
}
