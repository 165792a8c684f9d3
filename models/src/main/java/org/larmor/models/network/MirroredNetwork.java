package org.larmor.models.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * Another network's answer, averaged over the picture and its mirror images along rows, columns and both. Undersampling aliases
 * mirror with the picture, so that each is a fair question; the errors of the four answers differ, and their mean errs less.
 */
public final class MirroredNetwork implements ResidualNetwork {
    /** How many evaluations of the network one answer takes. */
    public static final int EVALUATIONS = 4;

    private static final int[][] AXES = {{2}, {1}, {1, 2}};

    private final ResidualNetwork network;

    public MirroredNetwork(ResidualNetwork network) {
        this.network = network;
    }

    @Override
    public Answer residual(Tensor noisy, double[] sigma, Tensor known) {
        return whole(parts(new Question(noisy, sigma, known)).stream()
                .map(network::residual)
                .toList());
    }

    @Override
    public ResidualNetwork evaluated() {
        return network;
    }

    @Override
    public List<Question> parts(Question question) {
        List<Question> parts = new ArrayList<>(List.of(question));
        for (int[] axes : AXES) {
            parts.add(new Question(
                    question.noisy().flipped(axes),
                    question.sigma(),
                    question.known().flipped(behindChannels(axes))));
        }
        return parts;
    }

    @Override
    public Answer whole(List<Answer> answers) {
        Answer sum = answers.get(0);
        for (int i = 0; i < AXES.length; i++) {
            Answer seen = answers.get(i + 1);
            sum = new Answer(
                    sum.residual().plus(seen.residual().flipped(AXES[i])),
                    total(sum.deviation(), seen.deviation(), AXES[i]));
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
