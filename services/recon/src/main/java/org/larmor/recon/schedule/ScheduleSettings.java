package org.larmor.recon.schedule;

/**
 * How many jobs wait.
 *
 * @param previews most previews that wait; the oldest gives way
 * @param images jobs of whole images that may wait before ingest is paused; none of them is ever dropped
 * @param bytes memory that waiting snapshots may hold before ingest is paused and previews give way
 * @param batch most jobs of equal size that are handed to the device as one
 * @param inFlight most such batches on their way through the device at a time, coarse ones and refined ones each; 16 on a
 *     GPU. Their steps take turns there; and most zero-filled pictures, so that one is made while others are on their way to the broker. A
 *     real-time scan has one more, so that it does not wait for the others' batches to end
 * @param patience every so many turns of a lane the job that has waited longest goes first, whatever its priority
 */
public record ScheduleSettings(int previews, int images, long bytes, int batch, int inFlight, int patience) {
    private static final int PATIENCE = 16;

    public static final ScheduleSettings DEFAULT = new ScheduleSettings(32, 256, 1L << 30, 1, 4);

    /** With a patience of 16 turns. */
    public ScheduleSettings(int previews, int images, long bytes, int batch, int inFlight) {
        this(previews, images, bytes, batch, inFlight, PATIENCE);
    }

    public ScheduleSettings {
        if (previews < 1 || images < 1 || bytes < 1 || batch < 1 || inFlight < 1 || patience < 1) {
            throw new IllegalArgumentException("schedule: every setting must be positive");
        }
    }
}
