package org.larmor.core.coils;

/**
 * The projection onto the signal's neighbourhoods, averaged over all windows, as a convolution in k-space: for each pair of
 * coils the weights of the lags up to {@code kernel - 1} along both axes. In image space it is a small Hermitian matrix a pixel,
 * and exactly so, as no more lags exist.
 */
final class KernelGram {
    private final int coils;
    private final int reach;
    private final float[][] pairs;

    private KernelGram(int coils, int reach, float[][] pairs) {
        this.coils = coils;
        this.reach = reach;
        this.pairs = pairs;
    }

    static KernelGram of(Neighbourhoods neighbourhoods, double threshold) {
        double[][] basis = neighbourhoods.signalBasis(threshold);
        int coils = neighbourhoods.coils();
        float[][] pairs = new float[coils * (coils + 1) / 2][];
        for (int i = 0; i < coils; i++) {
            for (int j = 0; j <= i; j++) {
                pairs[i * (i + 1) / 2 + j] = lags(basis, neighbourhoods.kernel(), i, j);
            }
        }
        return new KernelGram(coils, neighbourhoods.kernel() - 1, pairs);
    }

    int coils() {
        return coils;
    }

    /** Largest lag. */
    int reach() {
        return reach;
    }

    /** Number of coil pairs (i, j), j up to i; pair (i, j) is number {@code i (i + 1) / 2 + j}. */
    int pairs() {
        return pairs.length;
    }

    /** Weights of a pair by lag, rows then columns, from {@code -reach} to {@code reach}; interleaved. */
    float[] lags(int pair) {
        return pairs[pair];
    }

    /** g(d) = sum over windows' positions r and basis vectors q of q_i(r) conj(q_j(r + d)), over the window's size. */
    private static float[] lags(double[][] basis, int kernel, int i, int j) {
        int width = 2 * kernel - 1;
        int window = kernel * kernel;
        double[] sums = new double[2 * width * width];
        for (double[] q : basis) {
            for (int r = 0; r < window; r++) {
                double re = q[2 * (i * window + r)];
                double im = q[2 * (i * window + r) + 1];
                for (int s = 0; s < window; s++) {
                    int lagRow = s / kernel - r / kernel + kernel - 1;
                    int lagColumn = s % kernel - r % kernel + kernel - 1;
                    int at = 2 * (lagRow * width + lagColumn);
                    double otherRe = q[2 * (j * window + s)];
                    double otherIm = q[2 * (j * window + s) + 1];
                    sums[at] += re * otherRe + im * otherIm;
                    sums[at + 1] += im * otherRe - re * otherIm;
                }
            }
        }
        float[] lags = new float[sums.length];
        for (int n = 0; n < lags.length; n++) {
            lags[n] = (float) (sums[n] / window);
        }
        return lags;
    }
}
