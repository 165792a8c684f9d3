package org.larmor.core.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;

/**
 * The noise of a scan that has no noise readouts, told from the scan itself: from the quietest places among the third of its
 * lines that lie farthest from the centre, in k-space (the ends of the readouts) and after the transform along the readout (the
 * air beside the object), whichever is quieter.
 */
public final class NoiseLevel {
    private static final int WINDOWS = 36;
    private static final double QUANTILE = 0.05;
    /** The standard normal distribution's value at {@link #QUANTILE}. */
    private static final double NORMAL_AT_QUANTILE = -1.6448536269514722;

    private NoiseLevel() {}

    /**
     * Standard deviation of the noise in the real part, and in the imaginary part, of a k-space sample: the root mean square
     * over the coils. 0 where nothing was measured.
     */
    public static double estimate(KSpace kspace) {
        return Math.sqrt(
                Arrays.stream(eachCoil(kspace)).map(d -> d * d).average().orElse(0));
    }

    /** The same, coil by coil. */
    public static double[] eachCoil(KSpace kspace) {
        int[] rows = outerRows(kspace.mask());
        if (rows.length == 0) {
            return new double[kspace.coils()];
        }
        float[] hybrid = kspace.data().clone();
        new CentredFft(kspace.rows(), kspace.columns()).inverseAlongRows(hybrid, kspace.coils());
        return IntStream.range(0, kspace.coils())
                .mapToDouble(coil -> Math.min(
                        quietest(kspace.mask(), rows, kspace.data(), coil, true),
                        quietest(kspace.mask(), rows, hybrid, coil, false)))
                .toArray();
    }

    /** The third of the measured rows that is farthest from the centre. */
    private static int[] outerRows(SamplingMask mask) {
        int[] measured = IntStream.range(0, mask.rows())
                .filter(row -> samples(mask, row) > 0)
                .boxed()
                .sorted(Comparator.comparing(row -> -Math.abs(row - mask.rows() / 2)))
                .mapToInt(Integer::intValue)
                .toArray();
        return Arrays.copyOf(measured, (measured.length + 2) / 3);
    }

    private static int samples(SamplingMask mask, int row) {
        int count = 0;
        for (int column = 0; column < mask.columns(); column++) {
            count += mask.isSampled(row, column) ? 1 : 0;
        }
        return count;
    }

    /** A low quantile of the windows' deviations, corrected to what it would be of noise alone. */
    private static double quietest(SamplingMask mask, int[] rows, float[] data, int coil, boolean inKSpace) {
        int windows = Math.min(WINDOWS, mask.columns());
        double[] variances = new double[windows];
        double[] freedom = new double[windows];
        int used = 0;
        for (int w = 0; w < windows; w++) {
            int from = w * mask.columns() / windows;
            int to = (w + 1) * mask.columns() / windows;
            double energy = 0;
            double parts = 0;
            for (int row : rows) {
                double share = inKSpace ? 1 : (double) samples(mask, row) / mask.columns();
                for (int column = from; column < to; column++) {
                    boolean counts = !inKSpace || mask.isSampled(row, column);
                    int at = 2 * ((coil * mask.rows() + row) * mask.columns() + column);
                    energy += counts ? data[at] * data[at] + data[at + 1] * data[at + 1] : 0;
                    parts += counts ? 2 * share : 0;
                }
            }
            if (parts > 0) {
                variances[used] = energy / parts;
                freedom[used++] = parts;
            }
        }
        return corrected(
                Arrays.copyOf(variances, used),
                Arrays.stream(freedom).limit(used).average().orElse(1));
    }

    private static double corrected(double[] variances, double freedom) {
        Arrays.sort(variances);
        double low = variances[(int) (QUANTILE * (variances.length - 1))];
        return Math.sqrt(low / chiSquareShare(freedom));
    }

    /** The quantile of chi-square over its degrees of freedom (Wilson and Hilferty, PNAS 17:684, 1931). */
    private static double chiSquareShare(double freedom) {
        double spread = 2 / (9 * freedom);
        return Math.pow(Math.max(0.05, 1 - spread + NORMAL_AT_QUANTILE * Math.sqrt(spread)), 3);
    }
}
