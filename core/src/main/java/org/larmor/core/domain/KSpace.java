package org.larmor.core.domain;

/**
 * Multi-coil Cartesian k-space of one image, centred at {@code n / 2}; zero where nothing was measured. Interleaved real,
 * imaginary, ordered coil, row (phase encoding), column (readout).
 */
public final class KSpace {
    private final int coils;
    private final SamplingMask mask;
    private final float[] data;

    /** @throws IllegalArgumentException if {@code data} is not {@code 2 * coils * rows * columns} long */
    public KSpace(int coils, SamplingMask mask, float[] data) {
        long wanted = 2L * coils * mask.rows() * mask.columns();
        if (coils < 1 || data.length != wanted) {
            throw new IllegalArgumentException(coils + " coils of " + mask.rows() + " x " + mask.columns() + " need "
                    + wanted + " floats, not " + data.length);
        }
        this.coils = coils;
        this.mask = mask;
        this.data = data;
    }

    public int coils() {
        return coils;
    }

    public int rows() {
        return mask.rows();
    }

    public int columns() {
        return mask.columns();
    }

    public SamplingMask mask() {
        return mask;
    }

    /** The array itself, not a copy. */
    public float[] data() {
        return data;
    }
}
