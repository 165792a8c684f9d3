package org.larmor.core.coils;

import org.larmor.core.domain.KSpace;
import org.larmor.core.numerics.HermitianEigen;

/**
 * All windows of {@code kernel x kernel} k-space samples of all coils in the calibration block, one vector each (the rows of
 * ESPIRiT's calibration matrix); ordered coil, row, column.
 */
final class Neighbourhoods {
    private final int coils;
    private final int kernel;
    private final float[][] vectors;

    Neighbourhoods(KSpace kspace, AcsRegion region, int kernel) {
        this.coils = kspace.coils();
        this.kernel = kernel;
        int down = region.rows() - kernel + 1;
        int across = region.columns() - kernel + 1;
        this.vectors = new float[down * across][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = window(kspace, region.firstRow() + i / across, region.firstColumn() + i % across);
        }
    }

    int coils() {
        return coils;
    }

    int kernel() {
        return kernel;
    }

    private float[] window(KSpace kspace, int top, int left) {
        float[] vector = new float[2 * coils * kernel * kernel];
        for (int line = 0; line < coils * kernel; line++) {
            int from = ((line / kernel) * kspace.rows() + top + line % kernel) * kspace.columns() + left;
            System.arraycopy(kspace.data(), 2 * from, vector, 2 * kernel * line, 2 * kernel);
        }
        return vector;
    }

    /**
     * An orthonormal basis of the signal space: the left singular vectors whose singular value squared is above
     * {@code threshold} times the largest, from the eigenvectors of the windows' inner products.
     */
    double[][] signalBasis(double threshold) {
        HermitianEigen eigen = HermitianEigen.of(vectors.length, innerProducts());
        if (!(eigen.value(0) > 0)) {
            throw new IllegalArgumentException("the calibration lines hold no signal");
        }
        int rank = 1;
        while (rank < vectors.length && eigen.value(rank) > threshold * eigen.value(0)) {
            rank++;
        }
        double[][] basis = new double[rank][];
        for (int i = 0; i < rank; i++) {
            basis[i] = combination(eigen.vector(i), 1 / Math.sqrt(eigen.value(i)));
        }
        return basis;
    }

    /** Entry (i, j) is {@code <window i, window j>}, conjugate-linear in the first. */
    private double[] innerProducts() {
        int n = vectors.length;
        double[] products = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double re = 0;
                double im = 0;
                float[] a = vectors[i];
                float[] b = vectors[j];
                for (int k = 0; k < a.length; k += 2) {
                    re += (double) a[k] * b[k] + (double) a[k + 1] * b[k + 1];
                    im += (double) a[k] * b[k + 1] - (double) a[k + 1] * b[k];
                }
                products[2 * (i * n + j)] = re;
                products[2 * (i * n + j) + 1] = i == j ? 0 : im;
                products[2 * (j * n + i)] = re;
                products[2 * (j * n + i) + 1] = i == j ? 0 : -im;
            }
        }
        return products;
    }

    private double[] combination(double[] weights, double scale) {
        double[] sum = new double[vectors[0].length];
        for (int i = 0; i < vectors.length; i++) {
            double re = scale * weights[2 * i];
            double im = scale * weights[2 * i + 1];
            float[] window = vectors[i];
            for (int k = 0; k < sum.length; k += 2) {
                sum[k] += re * window[k] - im * window[k + 1];
                sum[k + 1] += re * window[k + 1] + im * window[k];
            }
        }
        return sum;
    }
}
