package org.larmor.models.synthesis;

import java.util.Arrays;
import org.larmor.core.domain.RealVolume;
import org.larmor.models.zoo.DeformableDescription.Percentiles;

/**
 * The scale of the networks: a low percentile of source and target together is 0, a high one 1. Since moving and blending commute
 * with it, frames are made in the pictures' own intensities, and only what the networks see is scaled.
 *
 * @param zero intensity that is 0 for the networks
 * @param one intensity that is 1
 */
record Normalisation(double zero, double one) {
    /** @throws IllegalArgumentException if both are constant, or hold values that are not finite */
    static Normalisation of(RealVolume source, RealVolume target, Percentiles percentiles) {
        check(source, "source");
        check(target, "target");
        float[] all = Arrays.copyOf(source.data(), source.data().length + target.data().length);
        System.arraycopy(target.data(), 0, all, source.data().length, target.data().length);
        Arrays.sort(all);
        double low = percentile(all, percentiles.low());
        double high = percentile(all, percentiles.high());
        // where hardly any pixel differs from the rest the percentiles are equal: then the range itself
        boolean flat = !(high > low);
        return new Normalisation(flat ? all[0] : low, flat ? all[all.length - 1] : high);
    }

    private static void check(RealVolume picture, String which) {
        float[] values = picture.data();
        boolean constant = true;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the " + which + " holds values that are not finite");
            }
            constant &= value == values[0];
        }
        if (constant) {
            throw new IllegalArgumentException("the " + which + " is constant: nothing in it can be seen to move");
        }
    }

    /** Linear between the sorted values, as numpy's. */
    private static double percentile(float[] sorted, double percent) {
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** As the networks see it. */
    float[] scaled(RealVolume picture) {
        float[] scaled = new float[picture.data().length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) ((picture.data()[i] - zero) / range());
        }
        return scaled;
    }

    /** Intensities that are 1 for the networks. */
    double range() {
        return one - zero;
    }
}
