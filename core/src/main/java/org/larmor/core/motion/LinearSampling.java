package org.larmor.core.motion;

import org.larmor.core.domain.RealVolume;

/** Values between the pixels, linear along each axis; beyond the border that of the nearest pixel of it. */
public final class LinearSampling {
    private final int slices;
    private final int rows;
    private final int columns;

    LinearSampling(int slices, int rows, int columns) {
        this.slices = slices;
        this.rows = rows;
        this.columns = columns;
    }

    /** The value of a stack at a place between its pixels. */
    public static float of(RealVolume stack, double z, double y, double x) {
        return (float) new LinearSampling(stack.slices(), stack.rows(), stack.columns()).at(stack.data(), 0, z, y, x);
    }

    /** In one plane of {@code data}, which begins at {@code from}. */
    double at(float[] data, int from, double y, double x) {
        double row = Math.clamp(y, 0, rows - 1);
        double column = Math.clamp(x, 0, columns - 1);
        int above = (int) row;
        int left = (int) column;
        int down = above + 1 < rows ? columns : 0;
        int right = left + 1 < columns ? 1 : 0;
        int corner = from + above * columns + left;
        double along = column - left;
        double upper = (1 - along) * data[corner] + along * data[corner + right];
        double lower = (1 - along) * data[corner + down] + along * data[corner + down + right];
        return (1 - (row - above)) * upper + (row - above) * lower;
    }

    /** In the stack of {@code data}, which begins at {@code from}. */
    double at(float[] data, int from, double z, double y, double x) {
        double slice = Math.clamp(z, 0, slices - 1);
        int first = (int) slice;
        int plane = rows * columns;
        double near = at(data, from + first * plane, y, x);
        if (slice == first) {
            return near;
        }
        return (1 - (slice - first)) * near + (slice - first) * at(data, from + (first + 1) * plane, y, x);
    }
}
