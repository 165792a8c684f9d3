package org.larmor.core.coils;

import org.larmor.core.domain.KSpace;

/** Covariance of the coils over a block of k-space: sum of y y^H, interleaved, row by row. */
final class CoilCovariance {
    private CoilCovariance() {}

    static double[] of(KSpace kspace, AcsRegion region) {
        int coils = kspace.coils();
        double[] covariance = new double[2 * coils * coils];
        for (int i = 0; i < coils; i++) {
            for (int j = 0; j <= i; j++) {
                double[] sum = product(kspace, region, i, j);
                covariance[2 * (i * coils + j)] = sum[0];
                covariance[2 * (i * coils + j) + 1] = sum[1];
                covariance[2 * (j * coils + i)] = sum[0];
                covariance[2 * (j * coils + i) + 1] = -sum[1];
            }
        }
        return covariance;
    }

    private static double[] product(KSpace kspace, AcsRegion region, int i, int j) {
        float[] data = kspace.data();
        int plane = 2 * kspace.rows() * kspace.columns();
        double re = 0;
        double im = 0;
        for (int row = 0; row < region.rows(); row++) {
            int start = 2 * ((region.firstRow() + row) * kspace.columns() + region.firstColumn());
            for (int at = start; at < start + 2 * region.columns(); at += 2) {
                double aRe = data[i * plane + at];
                double aIm = data[i * plane + at + 1];
                double bRe = data[j * plane + at];
                double bIm = data[j * plane + at + 1];
                re += aRe * bRe + aIm * bIm;
                im += aIm * bRe - aRe * bIm;
            }
        }
        return new double[] {re, i == j ? 0 : im};
    }
}
