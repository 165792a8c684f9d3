package org.larmor.core.numerics;

/**
 * The decimated orthonormal Daubechies wavelet of two vanishing moments (Comm. Pure Appl. Math. 41:909, 1988) of complex pictures
 * on a periodic grid, in place, coarse part first.
 *
 * <p>Holds work space: serves one caller at a time.
 */
public final class Wavelet {
    private static final float[] LOW = lowPass();
    private static final float[] HIGH = {LOW[3], -LOW[2], LOW[1], -LOW[0]};

    private final int rows;
    private final int columns;
    private final int levels;
    private final float[] work;

    /**
     * @param levels how often the grid is halved along both axes
     * @throws IllegalArgumentException if the grid cannot be halved that often
     */
    public Wavelet(int rows, int columns, int levels) {
        if (levels < 0 || rows % (1 << levels) != 0 || columns % (1 << levels) != 0) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + " x " + columns + " cannot be halved " + levels + " times");
        }
        this.rows = rows;
        this.columns = columns;
        this.levels = levels;
        this.work = new float[2 * rows * columns];
    }

    /** Picture to coefficients. */
    public void forward(float[] grid) {
        for (int level = 0; level < levels; level++) {
            int height = rows >> level;
            int width = columns >> level;
            analyseColumns(grid, height, width);
            analyseRows(height, width);
            copyFromWork(grid, height, width);
        }
    }

    /** Coefficients to picture. */
    public void inverse(float[] grid) {
        for (int level = levels - 1; level >= 0; level--) {
            int height = rows >> level;
            int width = columns >> level;
            synthesiseColumns(grid, height, width);
            synthesiseRows(height, width);
            copyFromWork(grid, height, width);
        }
    }

    /** Shrinks the size of every coefficient but those of the coarsest picture by {@code threshold}, to 0 at least. */
    public void shrink(float[] coefficients, float threshold) {
        int coarseRows = rows >> levels;
        int coarseColumns = columns >> levels;
        for (int row = 0; row < rows; row++) {
            int first = row < coarseRows ? coarseColumns : 0;
            for (int i = 2 * (row * columns + first); i < 2 * (row + 1) * columns; i += 2) {
                float re = coefficients[i];
                float im = coefficients[i + 1];
                float square = re * re + im * im;
                float keep = square <= threshold * threshold ? 0 : 1 - threshold / (float) Math.sqrt(square);
                coefficients[i] = keep * re;
                coefficients[i + 1] = keep * im;
            }
        }
    }

    private static float[] lowPass() {
        double root = Math.sqrt(3);
        double unit = 4 * Math.sqrt(2);
        return new float[] {
            (float) ((1 + root) / unit),
            (float) ((3 + root) / unit),
            (float) ((3 - root) / unit),
            (float) ((1 - root) / unit)
        };
    }

    /** From the grid into the work space: rows 0 to height / 2 the low band, the rest the high band. */
    private void analyseColumns(float[] grid, int height, int width) {
        for (int k = 0; k < height / 2; k++) {
            int lowRow = 2 * k * columns;
            int highRow = 2 * (k + height / 2) * columns;
            java.util.Arrays.fill(work, lowRow, lowRow + 2 * width, 0);
            java.util.Arrays.fill(work, highRow, highRow + 2 * width, 0);
            for (int t = 0; t < LOW.length; t++) {
                int from = 2 * ((2 * k + t) % height) * columns;
                addScaled(grid, from, LOW[t], work, lowRow, 2 * width);
                addScaled(grid, from, HIGH[t], work, highRow, 2 * width);
            }
        }
    }

    private void synthesiseColumns(float[] grid, int height, int width) {
        for (int row = 0; row < height; row++) {
            java.util.Arrays.fill(work, 2 * row * columns, 2 * (row * columns + width), 0);
        }
        for (int k = 0; k < height / 2; k++) {
            for (int t = 0; t < LOW.length; t++) {
                int to = 2 * ((2 * k + t) % height) * columns;
                addScaled(grid, 2 * k * columns, LOW[t], work, to, 2 * width);
                addScaled(grid, 2 * (k + height / 2) * columns, HIGH[t], work, to, 2 * width);
            }
        }
    }

    private static void addScaled(float[] from, int start, float weight, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] += weight * from[start + i];
        }
    }

    private void analyseRows(int height, int width) {
        float[] line = new float[2 * width];
        for (int row = 0; row < height; row++) {
            int start = 2 * row * columns;
            System.arraycopy(work, start, line, 0, line.length);
            for (int k = 0; k < width / 2; k++) {
                float lowRe = 0;
                float lowIm = 0;
                float highRe = 0;
                float highIm = 0;
                for (int t = 0; t < LOW.length; t++) {
                    int from = 2 * ((2 * k + t) % width);
                    lowRe += LOW[t] * line[from];
                    lowIm += LOW[t] * line[from + 1];
                    highRe += HIGH[t] * line[from];
                    highIm += HIGH[t] * line[from + 1];
                }
                work[start + 2 * k] = lowRe;
                work[start + 2 * k + 1] = lowIm;
                work[start + width + 2 * k] = highRe;
                work[start + width + 2 * k + 1] = highIm;
            }
        }
    }

    private void synthesiseRows(int height, int width) {
        float[] line = new float[2 * width];
        for (int row = 0; row < height; row++) {
            int start = 2 * row * columns;
            System.arraycopy(work, start, line, 0, line.length);
            java.util.Arrays.fill(work, start, start + 2 * width, 0);
            for (int k = 0; k < width / 2; k++) {
                for (int t = 0; t < LOW.length; t++) {
                    int to = start + 2 * ((2 * k + t) % width);
                    work[to] += LOW[t] * line[2 * k] + HIGH[t] * line[width + 2 * k];
                    work[to + 1] += LOW[t] * line[2 * k + 1] + HIGH[t] * line[width + 2 * k + 1];
                }
            }
        }
    }

    private void copyFromWork(float[] grid, int height, int width) {
        for (int row = 0; row < height; row++) {
            System.arraycopy(work, 2 * row * columns, grid, 2 * row * columns, 2 * width);
        }
    }
}
