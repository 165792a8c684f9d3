package org.larmor.core.baseline;

import java.util.Arrays;
import java.util.Random;
import org.larmor.core.numerics.Wavelet;

/** Soft thresholding of a picture's wavelet coefficients, the grid shifted at random each time (cycle spinning). */
final class WaveletShrinkage {
    /** The coarsest picture is not made smaller than this. */
    private static final int COARSEST = 12;

    private final int rows;
    private final int columns;
    private final int gridRows;
    private final int gridColumns;
    private final Wavelet wavelet;
    private final Random random;
    private final float[] grid;

    WaveletShrinkage(int rows, int columns, Random random) {
        this.rows = rows;
        this.columns = columns;
        this.random = random;
        int levels = 0;
        while (Math.min(rows, columns) >> (levels + 1) >= COARSEST) {
            levels++;
        }
        int unit = 1 << levels;
        this.gridRows = (rows + unit - 1) / unit * unit;
        this.gridColumns = (columns + unit - 1) / unit * unit;
        this.wavelet = new Wavelet(gridRows, gridColumns, levels);
        this.grid = new float[2 * gridRows * gridColumns];
    }

    void apply(float[] picture, float threshold) {
        int down = random.nextInt(gridRows);
        int across = random.nextInt(gridColumns);
        Arrays.fill(grid, 0);
        copy(picture, down, across, true);
        wavelet.forward(grid);
        wavelet.shrink(grid, threshold);
        wavelet.inverse(grid);
        copy(picture, down, across, false);
    }

    /** Between the picture and the grid, on which the picture lies shifted and wrapped around. */
    private void copy(float[] picture, int down, int across, boolean intoGrid) {
        int straight = Math.min(columns, gridColumns - across);
        for (int row = 0; row < rows; row++) {
            int line = 2 * ((row + down) % gridRows) * gridColumns;
            int start = 2 * row * columns;
            if (intoGrid) {
                System.arraycopy(picture, start, grid, line + 2 * across, 2 * straight);
                System.arraycopy(picture, start + 2 * straight, grid, line, 2 * (columns - straight));
            } else {
                System.arraycopy(grid, line + 2 * across, picture, start, 2 * straight);
                System.arraycopy(grid, line, picture, start + 2 * straight, 2 * (columns - straight));
            }
        }
    }
}
