package org.larmor.core.anomaly;

import java.util.Arrays;
import org.larmor.core.domain.RealImage;

/**
 * Whether a picture of a head still shows its skull: from the outside inwards there is a bright scalp, the dark ring of the bone, and
 * then the brain; without the skull it begins with the brain.
 *
 * <p>On single slices of five sets (stripped: T1, T1c, T2, FLAIR; whole: FLAIR, T1, T2) the figure was at most 1.9 without a skull and
 * at least 2.6 with one.
 */
public final class SkullRing {
    private static final double AIR = 0.1;
    private static final int RINGS = 26;
    private static final int DEEPEST_SCALP = 7;
    private static final int REACH = 10;
    private static final double WITH_SKULL = 2.2;

    private SkullRing() {}

    /** @param picture pixels of 1 mm, 0 or more */
    public static boolean isIn(RealImage picture) {
        return depthOfDip(picture) > WITH_SKULL;
    }

    /** How much darker the ring is than the scalp, times how much brighter what follows is. */
    static double depthOfDip(RealImage picture) {
        double[] rings = rings(picture);
        int scalp = 1;
        for (int k = 1; k < DEEPEST_SCALP; k++) {
            scalp = rings[k] > rings[scalp] ? k : scalp;
        }
        int bone = scalp;
        for (int k = scalp; k < Math.min(rings.length, scalp + REACH); k++) {
            bone = rings[k] < rings[bone] ? k : bone;
        }
        double inner = Arrays.stream(rings, bone, Math.min(rings.length, bone + REACH))
                .max()
                .orElse(0);
        return rings[bone] > 0 ? rings[scalp] * inner / (rings[bone] * rings[bone]) : Double.POSITIVE_INFINITY;
    }

    /** Mean intensity by the depth below the head's surface, as far in as there are pixels. */
    private static double[] rings(RealImage picture) {
        float[] bright = BrainMask.normalised(picture.data());
        float[] smooth = new GaussianBlur(1, 1).of(bright, picture.rows(), picture.columns());
        double[] depth = PlaneMask.where(picture.rows(), picture.columns(), i -> smooth[i] > AIR)
                .filled()
                .largestPart()
                .depth();
        double[] sum = new double[RINGS];
        int[] count = new int[RINGS];
        for (int i = 0; i < depth.length; i++) {
            int ring = (int) Math.ceil(depth[i]) - 1;
            if (ring >= 0 && ring < RINGS) {
                sum[ring] += bright[i];
                count[ring]++;
            }
        }
        int deep = 0;
        while (deep < RINGS && count[deep] > 0) {
            sum[deep] /= count[deep];
            deep++;
        }
        return Arrays.copyOf(sum, Math.max(deep, DEEPEST_SCALP));
    }
}
