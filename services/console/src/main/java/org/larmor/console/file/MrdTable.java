package org.larmor.console.file;

import io.jhdf.api.Dataset;

/** The acquisitions of an MRD file, some rows at a time. */
final class MrdTable {
    private static final long BYTES_AT_A_TIME = 4 << 20;
    private static final int ROWS_AT_A_TIME = 64;

    private final Hdf5 hdf5;
    private final Dataset dataset;
    private final long count;
    private int rowsAtATime;

    MrdTable(Hdf5 hdf5, Dataset dataset) {
        this.hdf5 = hdf5;
        this.dataset = dataset;
        this.count = dataset.getSize();
    }

    Hdf5 hdf5() {
        return hdf5;
    }

    long count() {
        return count;
    }

    /** The rows from {@code first} on, as many as are worth reading at once. */
    Rows from(long first) {
        if (rowsAtATime == 0) {
            rowsAtATime = 1;
            Rows one = from(0);
            long bytes = 4L * Math.max(1, one.columns().floats("data", 0).length);
            rowsAtATime = (int) Math.clamp(BYTES_AT_A_TIME / bytes, 1, ROWS_AT_A_TIME);
        }
        int rows = (int) Math.min(rowsAtATime, count - first);
        Columns columns = hdf5.rows(dataset, new long[] {first}, new int[] {rows});
        Columns head = columns.group("head");
        return new Rows(first, rows, columns, head, head.group("idx"));
    }

    /** Some rows: the whole, the acquisition headers, and their counters. */
    record Rows(long first, int count, Columns columns, Columns head, Columns counters) {}
}
