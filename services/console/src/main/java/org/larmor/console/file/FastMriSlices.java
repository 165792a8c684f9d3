package org.larmor.console.file;

import io.jhdf.api.Dataset;
import org.jspecify.annotations.Nullable;

/** The slices of a fastMRI file, one read at a time. */
final class FastMriSlices {
    private final Hdf5 hdf5;
    private final Dataset kspace;
    private final FastMriShape shape;
    private int held = -1;
    private float[][][] real = {};
    private float[][][] imaginary = {};

    FastMriSlices(Hdf5 hdf5, Dataset kspace, FastMriShape shape) {
        this.hdf5 = hdf5;
        this.kspace = kspace;
        this.shape = shape;
    }

    FastMriShape shape() {
        return shape;
    }

    /** One line of all coils: a column of the file, from its first row to its last. */
    float[] line(int slice, int line) {
        if (slice != held) {
            read(slice);
        }
        float[] samples = new float[2 * shape.coils() * shape.samples()];
        int at = 0;
        for (int coil = 0; coil < shape.coils(); coil++) {
            for (int sample = 0; sample < shape.samples(); sample++) {
                samples[at++] = real[coil][sample][line];
                samples[at++] = imaginary[coil][sample][line];
            }
        }
        return samples;
    }

    private void read(int slice) {
        boolean coils = shape.multiCoil();
        long[] offset = coils ? new long[] {slice, 0, 0, 0} : new long[] {slice, 0, 0};
        int[] size = coils
                ? new int[] {1, shape.coils(), shape.samples(), shape.lines()}
                : new int[] {1, shape.samples(), shape.lines()};
        Columns columns = hdf5.rows(kspace, offset, size);
        real = coils(columns.column("r"));
        imaginary = coils(columns.column("i"));
        held = slice;
    }

    private float[][][] coils(@Nullable Object column) {
        if (column instanceof float[][][][] several) {
            return several[0];
        }
        if (column instanceof float[][][] one) {
            return one;
        }
        throw hdf5.failure("its kspace is not made of complex float32 numbers (r, i)");
    }
}
