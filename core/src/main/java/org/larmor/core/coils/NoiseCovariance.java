package org.larmor.core.coils;

import org.larmor.core.domain.Readout;

/** Collects the covariance E[n n^H] of the coils over noise readouts. */
final class NoiseCovariance {
    private final int coils;
    private final double[] sum;
    private long samples;

    NoiseCovariance(int coils) {
        this.coils = coils;
        this.sum = new double[2 * coils * coils];
    }

    void add(Readout readout) {
        if (readout.coils() != coils) {
            throw new IllegalArgumentException("noise readout " + readout.sequence() + " has " + readout.coils()
                    + " coils where the first had " + coils);
        }
        float[] data = readout.samples();
        int width = data.length / coils;
        for (float part : data) {
            if (!Float.isFinite(part)) {
                throw new IllegalArgumentException(
                        "noise readout " + readout.sequence() + " holds samples that are not finite");
            }
        }
        for (int i = 0; i < coils; i++) {
            for (int j = 0; j < coils; j++) {
                addProduct(data, i * width, j * width, width, 2 * (i * coils + j));
            }
        }
        samples += width / 2;
    }

    /** The mean, times a ratio of bandwidths. */
    double[] scaled(double bandwidthRatio) {
        if (!(bandwidthRatio > 0) || Double.isInfinite(bandwidthRatio)) {
            throw new IllegalArgumentException("the ratio of bandwidths must be above 0, not " + bandwidthRatio);
        }
        if (samples <= coils) {
            throw new IllegalArgumentException(samples + " noise samples are too few for " + coils + " coils");
        }
        double[] scaled = sum.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= bandwidthRatio / samples;
        }
        return scaled;
    }

    private void addProduct(float[] data, int a, int b, int width, int at) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < width; k += 2) {
            re += (double) data[a + k] * data[b + k] + (double) data[a + k + 1] * data[b + k + 1];
            im += (double) data[a + k + 1] * data[b + k] - (double) data[a + k] * data[b + k + 1];
        }
        sum[at] += re;
        sum[at + 1] += im;
    }
}
