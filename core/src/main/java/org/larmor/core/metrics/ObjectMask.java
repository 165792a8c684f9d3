package org.larmor.core.metrics;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.RealImage;

/**
 * Where the object is: the truth, smoothed over 9 x 9 pixels, is above a tenth of its 99.5th percentile. Beyond it lies the
 * noise floor of the truth, which a good method removes.
 */
public final class ObjectMask {
    private static final int SMOOTHING = 9;
    private static final double PERCENTILE = 99.5;

    private final double bright;

    private ObjectMask(double bright) {
        this.bright = bright;
    }

    /** For images of one truth, whose percentile is taken over all of them. */
    public static ObjectMask of(List<RealImage> truth) {
        double[] all = truth.stream()
                .flatMapToDouble(image -> Arrays.stream(LeastSquaresScale.apply(image, 1)))
                .sorted()
                .toArray();
        return new ObjectMask(0.1 * percentile(all, PERCENTILE));
    }

    /** True for the pixels of the object, row by row. */
    public boolean[] inside(RealImage truth) {
        double[] smooth = new BoxMean(truth.rows(), truth.columns(), SMOOTHING).of(LeastSquaresScale.apply(truth, 1));
        boolean[] object = new boolean[smooth.length];
        for (int i = 0; i < object.length; i++) {
            object[i] = smooth[i] > bright;
        }
        return object;
    }

    /** Linear between the two nearest of sorted values. */
    private static double percentile(double[] sorted, double percent) {
        double at = percent / 100 * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
