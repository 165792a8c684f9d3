package org.larmor.core.anomaly;

/** A Gaussian blur of 15 x 15 pixels, rows before columns; beyond the border is 0. */
public final class GaussianBlur {
    private static final int RADIUS = 7;
    private static final double LEAST = 0.05;

    private final double[] down;
    private final double[] across;

    /**
     * @param down sigma along a column, pixels
     * @param across sigma along a row, pixels
     */
    public GaussianBlur(double down, double across) {
        this.down = kernel(down);
        this.across = kernel(across);
    }

    private static double[] kernel(double sigma) {
        double[] kernel = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            double at = (i - RADIUS) / Math.max(sigma, LEAST);
            kernel[i] = Math.exp(-0.5 * at * at);
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** The blurred picture, row by row; the picture itself stays. */
    public float[] of(float[] picture, int rows, int columns) {
        float[] half = pass(picture, rows, columns, down, columns, rows);
        return pass(half, rows, columns, across, 1, columns);
    }

    /** Along the axis on which neighbours are {@code stride} apart and {@code length} long. */
    private static float[] pass(float[] from, int rows, int columns, double[] kernel, int stride, int length) {
        float[] to = new float[rows * columns];
        for (int i = 0; i < to.length; i++) {
            int place = i / stride % length;
            double sum = 0;
            for (int k = Math.max(-RADIUS, -place); k <= Math.min(RADIUS, length - 1 - place); k++) {
                sum += kernel[k + RADIUS] * from[i + k * stride];
            }
            to[i] = (float) sum;
        }
        return to;
    }
}
