package org.larmor.core.numerics;

/**
 * A decimated orthonormal wavelet (Daubechies, 1988) of complex pictures on a periodic grid, in place, coarse part first.
 *
 * <p>Holds work space: serves one caller at a time.
 */
public final class Wavelet {
    private final int rows;
    private final int columns;
    private final int levels;
    private final float[] low;
    private final float[] high;
    private final float[] work;

    /**
     * @param levels how often the grid is halved along both axes
     * @throws IllegalArgumentException if the grid cannot be halved that often
     */
    public Wavelet(Filter filter, int rows, int columns, int levels) {
        if (levels < 0 || rows % (1 << levels) != 0 || columns % (1 << levels) != 0) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + " x " + columns + " cannot be halved " + levels + " times");
        }
        this.rows = rows;
        this.columns = columns;
        this.levels = levels;
        this.low = filter.low;
        this.high = filter.high();
        this.work = new float[2 * rows * columns];
    }

    /** The low-pass filters, by their vanishing moments. */
    public enum Filter {
        HAAR(0.7071067811865476),
        DAUBECHIES_2(0.4829629131445341, 0.8365163037378079, 0.2241438680420134, -0.1294095225512604),
        DAUBECHIES_4(
                0.2303778133088964,
                0.7148465705529154,
                0.6308807679298587,
                -0.0279837694168599,
                -0.1870348117190931,
                0.0308413818355607,
                0.0328830116668852,
                -0.0105974017850690);

        private final float[] low;

        Filter(double... taps) {
            this.low = new float[Math.max(2, taps.length)];
            for (int i = 0; i < low.length; i++) {
                low[i] = (float) taps[Math.min(i, taps.length - 1)];
            }
        }

        /** The quadrature mirror of the low-pass filter. */
        private float[] high() {
            float[] mirror = new float[low.length];
            for (int i = 0; i < low.length; i++) {
                mirror[i] = (i % 2 == 0 ? 1 : -1) * low[low.length - 1 - i];
            }
            return mirror;
        }
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

    /** From the grid into the work space: rows 0 to height / 2 the low band, the rest the high band. */
    private void analyseColumns(float[] grid, int height, int width) {
        for (int k = 0; k < height / 2; k++) {
            int lowRow = 2 * k * columns;
            int highRow = 2 * (k + height / 2) * columns;
            java.util.Arrays.fill(work, lowRow, lowRow + 2 * width, 0);
            java.util.Arrays.fill(work, highRow, highRow + 2 * width, 0);
            for (int t = 0; t < low.length; t++) {
                int from = 2 * ((2 * k + t) % height) * columns;
                addScaled(grid, from, low[t], work, lowRow, 2 * width);
                addScaled(grid, from, high[t], work, highRow, 2 * width);
            }
        }
    }

    private void synthesiseColumns(float[] grid, int height, int width) {
        for (int row = 0; row < height; row++) {
            java.util.Arrays.fill(work, 2 * row * columns, 2 * (row * columns + width), 0);
        }
        for (int k = 0; k < height / 2; k++) {
            for (int t = 0; t < low.length; t++) {
                int to = 2 * ((2 * k + t) % height) * columns;
                addScaled(grid, 2 * k * columns, low[t], work, to, 2 * width);
                addScaled(grid, 2 * (k + height / 2) * columns, high[t], work, to, 2 * width);
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
                for (int t = 0; t < low.length; t++) {
                    int from = 2 * ((2 * k + t) % width);
                    lowRe += low[t] * line[from];
                    lowIm += low[t] * line[from + 1];
                    highRe += high[t] * line[from];
                    highIm += high[t] * line[from + 1];
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
                for (int t = 0; t < low.length; t++) {
                    int to = start + 2 * ((2 * k + t) % width);
                    work[to] += low[t] * line[2 * k] + high[t] * line[width + 2 * k];
                    work[to + 1] += low[t] * line[2 * k + 1] + high[t] * line[width + 2 * k + 1];
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
