package org.larmor.models.diffusion;

import org.larmor.core.domain.SamplingMask;

/** What a mask's lines say: how many were measured, and how wide the fully sampled centre is. */
final class CentralLines {
    private CentralLines() {}

    /** ln(lines of the grid / lines with any sample); 0 where nothing was measured. */
    static double logAcceleration(SamplingMask mask) {
        int measured = 0;
        for (int row = 0; row < mask.rows(); row++) {
            measured += isMeasured(mask, row) ? 1 : 0;
        }
        return measured == 0 ? 0 : Math.log((double) mask.rows() / measured);
    }

    /** Measured lines around the centre {@code n / 2}, as many on either side; 0 if the centre was not measured. */
    static int width(SamplingMask mask) {
        int centre = mask.rows() / 2;
        if (!isMeasured(mask, centre)) {
            return 0;
        }
        int low = centre;
        while (low > 0 && isMeasured(mask, low - 1)) {
            low--;
        }
        int high = centre;
        while (high < mask.rows() - 1 && isMeasured(mask, high + 1)) {
            high++;
        }
        return high > low ? 2 * Math.min(centre - low, high - centre + 1) : 1;
    }

    private static boolean isMeasured(SamplingMask mask, int row) {
        for (int column = 0; column < mask.columns(); column++) {
            if (mask.isSampled(row, column)) {
                return true;
            }
        }
        return false;
    }
}
