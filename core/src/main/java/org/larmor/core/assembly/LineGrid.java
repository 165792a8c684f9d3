package org.larmor.core.assembly;

import java.util.BitSet;
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
    private final BitSet measured = new BitSet();

    LineGrid(EncodingPlan plan) {
        this.coils = plan.header().coils();
        this.rows = plan.rows();
        this.columns = plan.columns();
        this.sums = new float[Math.toIntExact(2L * coils * rows * columns)];
        this.counts = new short[Math.multiplyExact(rows, columns)];
    }

    /** Adds columns {@code from} to {@code to} of a line (coil by coil). */
    void add(int row, float[] line, int from, int to) {
        measured.set(row);
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

    /** A copy of what is there: averaged, and with {@code transform} applied to each line where it is not null. */
    KSpace copy(@Nullable LineTransform transform) {
        float[] data = new float[sums.length];
        copyRows(measured, transform, data);
        return new KSpace(coils, mask(), data);
    }

    /** As {@code copy}, with those rows of {@code other} that are named and were not measured here. */
    KSpace copyWith(LineGrid other, BitSet rowsOfOther, @Nullable LineTransform transform) {
        float[] data = new float[sums.length];
        byte[] sampled = mask().data();
        BitSet wanted = (BitSet) rowsOfOther.clone();
        wanted.andNot(measured);
        byte[] theirs = other.mask().data();
        for (int row = wanted.nextSetBit(0); row >= 0; row = wanted.nextSetBit(row + 1)) {
            System.arraycopy(theirs, row * columns, sampled, row * columns, columns);
        }
        other.copyRows(wanted, transform, data);
        copyRows(measured, transform, data);
        return new KSpace(coils, new SamplingMask(rows, columns, sampled), data);
    }

    private void copyRows(BitSet which, @Nullable LineTransform transform, float[] data) {
        float[] line = new float[2 * coils * columns];
        for (int row = which.nextSetBit(0); row >= 0; row = which.nextSetBit(row + 1)) {
            average(row, line);
            if (transform != null) {
                transform.apply(line);
            }
            for (int coil = 0; coil < coils; coil++) {
                System.arraycopy(line, 2 * coil * columns, data, 2 * (coil * rows + row) * columns, 2 * columns);
            }
        }
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
