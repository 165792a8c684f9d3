package org.larmor.core.assembly;

/**
 * Limits within which a scan is assembled; what goes beyond is refused.
 *
 * @param maximumCoils most receive coils
 * @param maximumReadouts most readouts of a scan, and so the highest sequence number plus one
 * @param maximumBytes most memory that the grids of a scan may hold at a time
 * @param lateReadouts a readout that so many numbers behind the newest has not come is lost: no image waits for it any more
 */
public record AssemblySettings(int maximumCoils, int maximumReadouts, long maximumBytes, int lateReadouts) {
    private static final int LATE = 1024;

    public static final AssemblySettings DEFAULT = new AssemblySettings(128, 1 << 24, 4L << 30);

    /** A readout is lost when 1,024 later ones are here. */
    public AssemblySettings(int maximumCoils, int maximumReadouts, long maximumBytes) {
        this(maximumCoils, maximumReadouts, maximumBytes, LATE);
    }

    public AssemblySettings {
        if (maximumCoils < 1 || maximumReadouts < 1 || maximumBytes < 1 || lateReadouts < 1) {
            throw new IllegalArgumentException("limits of the assembly must be positive");
        }
    }
}
