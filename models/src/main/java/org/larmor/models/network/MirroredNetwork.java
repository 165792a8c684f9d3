package org.larmor.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * A network averaged over the picture as it is and its three mirror images: aliases mirror with the picture, so each answer is
 * as good, and their errors partly cancel. Four evaluations for one.
 */
public record MirroredNetwork(ResidualNetwork network) implements ResidualNetwork {
    private static final int ROWS = -2;
    private static final int COLUMNS = -1;
    private static final List<int[]> MIRRORS =
            List.of(new int[] {}, new int[] {COLUMNS}, new int[] {ROWS}, new int[] {ROWS, COLUMNS});

    @Override
    public Answer residual(Tensor noisy, double[] sigma, Tensor known) {
        Tensor residual = noisy.times(0);
        @Nullable Tensor deviation = noisy.magnitude().times(0);
        for (int[] axes : MIRRORS) {
            Answer answer = network.residual(noisy.flipped(axes), sigma, known.flipped(axes));
            residual = residual.plus(answer.residual().flipped(axes).times(1.0 / MIRRORS.size()));
            deviation = added(deviation, answer.deviation(), axes);
        }
        return new Answer(residual, deviation);
    }

    private static @Nullable Tensor added(@Nullable Tensor sum, @Nullable Tensor deviation, int... axes) {
        if (sum == null || deviation == null) {
            return null;
        }
        return sum.plus(deviation.flipped(axes).times(1.0 / MIRRORS.size()));
    }

    @Override
    public int evaluations() {
        return MIRRORS.size() * network.evaluations();
    }
}
