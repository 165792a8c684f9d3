package org.larmor.core.baseline;

import java.util.Arrays;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;

/**
 * How bright a picture will be, told from its low-resolution part alone, so that one regularisation weight serves scans of any
 * scale.
 */
public final class DataScale {
    private static final int CENTRE = 32;

    private DataScale() {}

    /**
     * The 90th percentile of the root sum of squares of the central 32 x 32 samples, or its maximum where that stands far out;
     * 1 for a scan without signal. In the units of a picture made with the unitary transform.
     */
    public static double of(KSpace kspace) {
        KSpace centre = centreOf(kspace, Math.min(CENTRE, kspace.rows()), Math.min(CENTRE, kspace.columns()));
        RealImage picture = ZeroFilled.rootSumOfSquares(centre);
        float[] sorted = picture.data().clone();
        Arrays.sort(sorted);
        double most = sorted[sorted.length - 1];
        double high = sorted[(int) (0.9 * sorted.length)];
        double median = sorted[sorted.length / 2];
        double bright = most - high < 2 * (high - median) ? high : most;
        double grids = (double) centre.rows() * centre.columns() / ((double) kspace.rows() * kspace.columns());
        return bright > 0 ? bright * Math.sqrt(grids) : 1;
    }

    private static KSpace centreOf(KSpace kspace, int rows, int columns) {
        byte[] all = new byte[rows * columns];
        Arrays.fill(all, (byte) 1);
        float[] data = new float[2 * kspace.coils() * rows * columns];
        int top = kspace.rows() / 2 - rows / 2;
        int left = kspace.columns() / 2 - columns / 2;
        for (int line = 0; line < kspace.coils() * rows; line++) {
            int from = ((line / rows) * kspace.rows() + top + line % rows) * kspace.columns() + left;
            System.arraycopy(kspace.data(), 2 * from, data, 2 * line * columns, 2 * columns);
        }
        return new KSpace(kspace.coils(), new SamplingMask(rows, columns, all), data);
    }
}
