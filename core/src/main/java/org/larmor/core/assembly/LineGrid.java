package org.larmor.core.assembly;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

/** A grid that lines are added to: sums per sample and how many were added, so that averages come out averaged. */
final class LineGrid {
    private final int coils;
    private final int rows;
    private final int columns;
    private final float[] sums;
    private final short[] counts;
    private final boolean[] measured;

    LineGrid(EncodingPlan plan) {
        this.coils = plan.header().coils();
        this.rows = plan.rows();
        this.columns = plan.columns();
        this.sums = new float[Math.toIntExact(2L * coils * rows * columns)];
        this.counts = new short[Math.multiplyExact(rows, columns)];
        this.measured = new boolean[rows];
    }

    /** Adds columns {@code from} to {@code to} of a line (coil by coil). */
    void add(int row, float[] line, int from, int to) {
        measured[row] = true;
        for (int j = from; j < to; j++) {
            counts[row * columns + j]++;
        }
        for (int coil = 0; coil < coils; coil++) {
            int target = 2 * (coil * rows + row) * columns;
            int source = 2 * coil * columns;
            for (int j = 2 * from; j < 2 * to; j++) {
                sums[target + j] += line[source + j];
            }
        }
    }

    /** Number of rows that hold something. */
    int measuredRows() {
        int count = 0;
        for (boolean row : measured) {
            count += row ? 1 : 0;
        }
        return count;
    }

    /** A copy of what is there: averaged, and with {@code transform} applied to each line where it is not null. */
    KSpace copy(@Nullable LineTransform transform) {
        float[] data = new float[sums.length];
        float[] line = new float[2 * coils * columns];
        for (int row = 0; row < rows; row++) {
            if (measured[row]) {
                average(row, line);
                if (transform != null) {
                    transform.apply(line, columns);
                }
                for (int coil = 0; coil < coils; coil++) {
                    System.arraycopy(line, 2 * coil * columns, data, 2 * (coil * rows + row) * columns, 2 * columns);
                }
            }
        }
        return new KSpace(coils, mask(), data);
    }

    private void average(int row, float[] line) {
        for (int coil = 0; coil < coils; coil++) {
            int source = 2 * (coil * rows + row) * columns;
            int target = 2 * coil * columns;
            for (int j = 0; j < columns; j++) {
                int count = counts[row * columns + j];
                float weight = count == 0 ? 0 : 1f / count;
                line[target + 2 * j] = weight * sums[source + 2 * j];
                line[target + 2 * j + 1] = weight * sums[source + 2 * j + 1];
            }
        }
    }

    private SamplingMask mask() {
        byte[] sampled = new byte[counts.length];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (byte) (counts[i] > 0 ? 1 : 0);
        }
        return new SamplingMask(rows, columns, sampled);
    }
}
