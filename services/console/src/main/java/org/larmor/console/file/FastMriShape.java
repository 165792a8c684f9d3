package org.larmor.console.file;

import java.util.Arrays;

/**
 * The sizes of a fastMRI k-space.
 *
 * @param coils 1 where the file has no axis of coils
 * @param samples samples of a readout (the file's rows)
 * @param lines phase-encoding lines (the file's columns)
 */
record FastMriShape(boolean multiCoil, int slices, int coils, int samples, int lines) {
    static FastMriShape of(Hdf5 hdf5, int[] dimensions) {
        for (int size : dimensions) {
            if (size < 1) {
                throw hdf5.failure("its kspace is empty: " + Arrays.toString(dimensions));
            }
        }
        return switch (dimensions.length) {
            case 3 -> new FastMriShape(false, dimensions[0], 1, dimensions[1], dimensions[2]);
            case 4 -> new FastMriShape(true, dimensions[0], dimensions[1], dimensions[2], dimensions[3]);
            default ->
                throw hdf5.failure("its kspace has " + dimensions.length
                        + " axes where (slice, row, column) or (slice, coil, row, column) is known");
        };
    }
}
