package org.larmor.models.network;

import java.util.List;
import java.util.stream.DoubleStream;
import org.larmor.models.tensor.Tensor;

/**
 * What a {@link ResidualNetwork} is asked, element by element.
 *
 * @param noisy complex (batch, rows, columns), the difference from the anchor plus noise
 * @param sigma noise level of each element
 * @param known real (batch, channels, rows, columns)
 */
public record Question(Tensor noisy, double[] sigma, Tensor known) {
    int elements() {
        return sigma.length;
    }

    /** The elements of these, one behind the other, and the last one again until there are so many. */
    static Question joined(List<Question> questions, int elements) {
        Question all = new Question(
                Tensor.joined(0, questions.stream().map(Question::noisy).toList()),
                questions.stream()
                        .flatMapToDouble(each -> DoubleStream.of(each.sigma))
                        .toArray(),
                Tensor.joined(0, questions.stream().map(Question::known).toList()));
        int given = all.elements();
        double[] sigma = java.util.Arrays.copyOf(all.sigma, elements);
        java.util.Arrays.fill(sigma, given, elements, all.sigma[given - 1]);
        return new Question(
                all.noisy.edgeRepeated(0, elements - given), sigma, all.known.edgeRepeated(0, elements - given));
    }
}
