package org.larmor.core.anomaly;

/** The smallest box around a set of pixels: its first and last row and column, all inside. */
public record BrainBox(int top, int bottom, int left, int right) {
    /** @throws IllegalArgumentException if there is no pixel in the set */
    public static BrainBox of(boolean[] inside, int rows, int columns) {
        int top = rows;
        int bottom = -1;
        int left = columns;
        int right = -1;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                top = Math.min(top, i / columns);
                bottom = Math.max(bottom, i / columns);
                left = Math.min(left, i % columns);
                right = Math.max(right, i % columns);
            }
        }
        if (bottom < 0) {
            throw new IllegalArgumentException("an empty set has no box");
        }
        return new BrainBox(top, bottom, left, right);
    }

    public int height() {
        return bottom - top + 1;
    }

    public int width() {
        return right - left + 1;
    }

    /** The middle, in pixels from the first row's edge. */
    public double middleRow() {
        return (top + bottom + 1) / 2.0;
    }

    /** The middle, in pixels from the first column's edge. */
    public double middleColumn() {
        return (left + right + 1) / 2.0;
    }
}
