package org.larmor.models.anomaly;

import java.util.Arrays;
import org.larmor.core.domain.RealImage;

/**
 * The part of an upright slice that the networks see; it may reach beyond the slice.
 *
 * @param top row of the slice that is the canvas's first
 * @param left column of the slice that is the canvas's first
 */
record Canvas(int top, int left, int rows, int columns) {
    /** What of the slice lies on the canvas, and {@code beyond} elsewhere. */
    float[] cut(RealImage slice, float beyond) {
        float[] canvas = new float[rows * columns];
        Arrays.fill(canvas, beyond);
        for (int i = Math.max(0, -top); i < Math.min(rows, slice.rows() - top); i++) {
            for (int j = Math.max(0, -left); j < Math.min(columns, slice.columns() - left); j++) {
                canvas[i * columns + j] = slice.data()[(i + top) * slice.columns() + j + left];
            }
        }
        return canvas;
    }

    /** A slice of that size that is 0 but for what lies on the canvas. */
    RealImage pasted(float[] canvas, int sliceRows, int sliceColumns) {
        float[] slice = new float[sliceRows * sliceColumns];
        for (int i = Math.max(0, -top); i < Math.min(rows, sliceRows - top); i++) {
            for (int j = Math.max(0, -left); j < Math.min(columns, sliceColumns - left); j++) {
                slice[(i + top) * sliceColumns + j + left] = canvas[i * columns + j];
            }
        }
        return new RealImage(sliceRows, sliceColumns, slice);
    }
}
