package org.larmor.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Tensor;

/**
 * The expected difference between the picture and a known estimate of it (the anchor), given that difference with noise
 * on it and whatever else is known.
 */
@FunctionalInterface
public interface ResidualNetwork {
    /**
     * @param noisy complex (batch, rows, columns), the difference plus noise
     * @param sigma noise level of each element
     * @param known real (batch, channels, rows, columns)
     */
    Answer residual(Tensor noisy, double[] sigma, Tensor known);

    /** The answer to a question. */
    default Answer residual(Question question) {
        return residual(question.noisy(), question.sigma(), question.known());
    }

    /** The network that is evaluated in the end, where this one only changes its questions and answers; else this one. */
    default ResidualNetwork evaluated() {
        return this;
    }

    /** What {@link #evaluated} is to be asked for this question. */
    default List<Question> parts(Question question) {
        return List.of(question);
    }

    /** This network's answer from those to the {@link #parts}, in their order. */
    default Answer whole(List<Answer> answers) {
        return answers.get(0);
    }

    /**
     * What a network says.
     *
     * @param residual picture minus anchor, complex (batch, rows, columns)
     * @param deviation standard deviation of the error of its real or imaginary part, real (batch, rows, columns), or null
     *     where the network does not know
     */
    record Answer(Tensor residual, @Nullable Tensor deviation) {}
}
