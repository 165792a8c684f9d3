package org.larmor.core.assembly;

/**
 * Limits within which a scan is assembled; what goes beyond is refused.
 *
 * @param maximumCoils most receive coils
 * @param maximumReadouts most readouts of a scan, and so the highest sequence number plus one
 * @param maximumBytes most memory that the grids of a scan may hold at a time
 */
public record AssemblySettings(int maximumCoils, int maximumReadouts, long maximumBytes) {
    public static final AssemblySettings DEFAULT = new AssemblySettings(128, 1 << 24, 4L << 30);

    public AssemblySettings {
        if (maximumCoils < 1 || maximumReadouts < 1 || maximumBytes < 1) {
            throw new IllegalArgumentException("limits of the assembly must be positive");
        }
    }
}
