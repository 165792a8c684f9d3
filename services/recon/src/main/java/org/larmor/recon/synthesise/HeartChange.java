package org.larmor.recon.synthesise;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.larmor.core.domain.RealImage;

/**
 * How much the heart changes between two phases of a slice: the mean absolute difference over the pixels that change most over the
 * phases so far, which are those that the blood pool gains and loses. Looks at an even sample of the pixels.
 */
final class HeartChange {
    private static final int SAMPLES = 4096;
    private static final double SHARE = .05;

    private final Map<Integer, float[]> phases = new TreeMap<>();
    private boolean[] region = new boolean[0];

    /** All phases must be of one size. */
    void add(int phase, RealImage image) {
        phases.put(phase, sampled(image));
        region = region();
    }

    private static float[] sampled(RealImage image) {
        int stride = Math.max(1, (int) Math.ceil(Math.sqrt((double) image.rows() * image.columns() / SAMPLES)));
        float[] sample = new float[(image.rows() + stride - 1) / stride * ((image.columns() + stride - 1) / stride)];
        int at = 0;
        for (int row = 0; row < image.rows(); row += stride) {
            for (int column = 0; column < image.columns(); column += stride) {
                sample[at++] = image.data()[row * image.columns() + column];
            }
        }
        return sample;
    }

    /** Between two phases that were added, units of the pictures; 0 for two equal pictures. */
    double between(int source, int target) {
        float[] a = sample(source);
        float[] b = sample(target);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < region.length; i++) {
            if (region[i]) {
                sum += Math.abs(a[i] - b[i]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private float[] sample(int phase) {
        return java.util.Objects.requireNonNull(phases.get(phase), () -> "phase " + phase + " is not there");
    }

    /** The twentieth of the pixels with the largest range over the phases. */
    private boolean[] region() {
        float[] range = ranges();
        float[] sorted = range.clone();
        Arrays.sort(sorted);
        float least = sorted[(int) ((1 - SHARE) * (sorted.length - 1))];
        boolean[] most = new boolean[range.length];
        for (int i = 0; i < most.length; i++) {
            most[i] = range[i] >= least && range[i] > 0;
        }
        return most;
    }

    private float[] ranges() {
        float[] low = phases.values().iterator().next().clone();
        float[] high = low.clone();
        for (float[] sample : phases.values()) {
            for (int i = 0; i < low.length; i++) {
                low[i] = Math.min(low[i], sample[i]);
                high[i] = Math.max(high[i], sample[i]);
            }
        }
        for (int i = 0; i < low.length; i++) {
            high[i] -= low[i];
        }
        return high;
    }
}
