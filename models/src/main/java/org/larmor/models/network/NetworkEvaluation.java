package org.larmor.models.network;

import java.util.ArrayList;
import java.util.List;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.SharedWork;
import org.larmor.models.tensor.Tensor;

/**
 * Questions to one network about pictures of one size, from whichever slices, scans, samples and noise levels they come: one
 * evaluation. Pictures of unequal sizes are not brought to a common one: attention and normalisation see the whole
 * picture, so that padding would change its pixels.
 *
 * @param padded fills up to the next power of two, for devices that choose their kernels by the size of the batch
 */
public record NetworkEvaluation(ResidualNetwork network, int rows, int columns, boolean padded)
        implements SharedWork<Question, Answer> {
    /** The evaluation that this question may be part of. */
    public static NetworkEvaluation of(ResidualNetwork network, Question question, boolean padded) {
        return new NetworkEvaluation(
                network, question.noisy().size(1), question.noisy().size(2), padded);
    }

    @Override
    public int elements(Question question) {
        return question.elements();
    }

    @Override
    public List<Answer> answers(List<Question> questions) {
        int given = questions.stream().mapToInt(Question::elements).sum();
        int elements = padded ? bucket(given) : given;
        try (Scope scope = Scope.open()) {
            if (questions.size() == 1 && elements == given) {
                return List.of(kept(scope, network.residual(questions.get(0))));
            }
            return split(scope, network.residual(Question.joined(questions, elements)), questions);
        }
    }

    /** The least power of two that is no smaller. */
    public static int bucket(int elements) {
        return elements == 1 ? 1 : 2 * Integer.highestOneBit(elements - 1);
    }

    private static List<Answer> split(Scope scope, Answer all, List<Question> questions) {
        List<Answer> answers = new ArrayList<>();
        int from = 0;
        for (Question question : questions) {
            int to = from + question.elements();
            Tensor deviation = all.deviation();
            Answer part = new Answer(
                    all.residual().part(0, from, to), deviation == null ? null : deviation.part(0, from, to));
            answers.add(kept(scope, part));
            part.residual().movedTo(question.noisy());
            if (part.deviation() != null) {
                part.deviation().movedTo(question.noisy());
            }
            from = to;
        }
        return answers;
    }

    private static Answer kept(Scope scope, Answer answer) {
        scope.keep(answer.residual());
        if (answer.deviation() != null) {
            scope.keep(answer.deviation());
        }
        return answer;
    }
}
