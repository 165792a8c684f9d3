package org.larmor.core.metrics;

/**
 * Structural similarity (Wang et al., IEEE TIP 13:600, 2004): 7 x 7 uniform window, K1 = 0.01, K2 = 0.03, sample variances, mean
 * over the windows that lie wholly inside.
 */
public final class Ssim {
    private static final int WINDOW = 7;

    private Ssim() {}

    /**
     * The mean over a picture, 1 at most.
     *
     * @param peak data range of the truth
     * @throws IllegalArgumentException if the picture is smaller than the window
     */
    public static double of(int rows, int columns, double[] truth, double[] result, double peak) {
        if (rows < WINDOW || columns < WINDOW) {
            throw new IllegalArgumentException("SSIM needs 7 x 7 pixels, not " + rows + " x " + columns);
        }
        BoxMean box = new BoxMean(rows, columns, WINDOW);
        double[] meanT = box.of(truth);
        double[] meanR = box.of(result);
        double[] squareT = box.of(product(truth, truth));
        double[] squareR = box.of(product(result, result));
        double[] mixed = box.of(product(truth, result));
        double c1 = 0.01 * peak * 0.01 * peak;
        double c2 = 0.03 * peak * 0.03 * peak;
        double unbiased = WINDOW * WINDOW / (WINDOW * WINDOW - 1.0);
        int edge = WINDOW / 2;
        double sum = 0;
        for (int row = edge; row < rows - edge; row++) {
            for (int i = row * columns + edge; i < (row + 1) * columns - edge; i++) {
                double varianceT = unbiased * (squareT[i] - meanT[i] * meanT[i]);
                double varianceR = unbiased * (squareR[i] - meanR[i] * meanR[i]);
                double covariance = unbiased * (mixed[i] - meanT[i] * meanR[i]);
                sum += (2 * meanT[i] * meanR[i] + c1)
                        * (2 * covariance + c2)
                        / ((meanT[i] * meanT[i] + meanR[i] * meanR[i] + c1) * (varianceT + varianceR + c2));
            }
        }
        return sum / ((double) (rows - 2 * edge) * (columns - 2 * edge));
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }
}
