package org.larmor.models.network;

import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * Another network's answer, averaged over the picture and its mirror images along rows, columns and both. Undersampling aliases
 * mirror with the picture, so that each is a fair question; the errors of the four answers differ, and their mean errs less.
 */
public final class MirroredNetwork implements ResidualNetwork {
    /** How many evaluations of the network one answer takes. */
    public static final int EVALUATIONS = 4;

    private final ResidualNetwork network;

    public MirroredNetwork(ResidualNetwork network) {
        this.network = network;
    }

    @Override
    public Answer residual(Tensor noisy, double[] sigma, Tensor known) {
        Answer sum = network.residual(noisy, sigma, known);
        for (int[] axes : new int[][] {{2}, {1}, {1, 2}}) {
            Answer seen = network.residual(noisy.flipped(axes), sigma, known.flipped(behindChannels(axes)));
            sum = new Answer(
                    sum.residual().plus(seen.residual().flipped(axes)), total(sum.deviation(), seen.deviation(), axes));
        }
        Tensor deviation = sum.deviation();
        return new Answer(
                sum.residual().times(1.0 / EVALUATIONS), deviation == null ? null : deviation.times(1.0 / EVALUATIONS));
    }

    private static int[] behindChannels(int[] axes) {
        return java.util.Arrays.stream(axes).map(axis -> axis + 1).toArray();
    }

    private static @Nullable Tensor total(@Nullable Tensor one, @Nullable Tensor mirrored, int[] axes) {
        return one == null || mirrored == null ? null : one.plus(mirrored.flipped(axes));
    }
}
