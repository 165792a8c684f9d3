package org.larmor.recon.schedule;

/**
 * How many jobs wait.
 *
 * @param previews most previews that wait; the oldest gives way
 * @param images jobs of whole images that may wait before ingest is paused; none of them is ever dropped
 * @param bytes memory that waiting snapshots may hold before ingest is paused and previews give way
 * @param batch most jobs of equal size that are handed to the device as one
 * @param inFlight most such batches on their way through the device at a time, coarse ones and refined ones each: their steps
 *     take turns there
 */
public record ScheduleSettings(int previews, int images, long bytes, int batch, int inFlight) {
    public static final ScheduleSettings DEFAULT = new ScheduleSettings(32, 256, 1L << 30, 1, 4);

    public ScheduleSettings {
        if (previews < 1 || images < 1 || bytes < 1 || batch < 1 || inFlight < 1) {
            throw new IllegalArgumentException("schedule: every setting must be positive");
        }
    }
}
