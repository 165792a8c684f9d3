package org.larmor.models.diffusion;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.models.network.NetworkEvaluation;
import org.larmor.models.network.Question;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime.DeviceTask;

/**
 * The steps of one reconstruction on the device: between two of them it may be cancelled, and others may have a turn. Its
 * questions to a network may be evaluated together with those of others.
 */
final class DeviceSteps {
    private final DeviceSession session;
    private final BooleanSupplier cancelled;
    private final IntConsumer evaluated;
    private final boolean padded;

    /** @param padded whether evaluations are filled up to sizes that the device knows */
    DeviceSteps(DeviceSession session, BooleanSupplier cancelled, IntConsumer evaluated, boolean padded) {
        this.session = session;
        this.cancelled = cancelled;
        this.evaluated = evaluated;
        this.padded = padded;
    }

    /** What is made of a network's answer; tensors that are to stay are kept beyond the scope. */
    @FunctionalInterface
    interface Use<T> {
        T of(Scope scope, Answer answer);
    }

    <T> T take(DeviceTask<T> step) {
        check();
        return session.run(step);
    }

    /** Asks the network once and goes on with its answer; nothing but what is kept of it stays on the device. */
    <T> T evaluate(ResidualNetwork network, DeviceTask<Question> asked, Use<T> use) {
        Asked questions = take(workspace -> {
            try (Scope scope = Scope.open()) {
                return Asked.of(scope, network.parts(asked.run(workspace)));
            }
        });
        List<Answer> answers = answers(network.evaluated(), questions.parts);
        T result = take(workspace -> {
            try (Scope scope = Scope.open()) {
                questions.temporary.forEach(scope::adopt);
                answers.forEach(answer -> tensors(answer).forEach(scope::adopt));
                return use.of(scope, network.whole(answers));
            }
        });
        evaluated.accept(questions.parts.stream()
                .mapToInt(question -> question.sigma().length)
                .sum());
        return result;
    }

    private List<Answer> answers(ResidualNetwork network, List<Question> parts) {
        check();
        return session.ask(NetworkEvaluation.of(network, parts.get(0), padded), parts);
    }

    private void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the reconstruction was cancelled");
        }
    }

    private static List<Tensor> tensors(Answer answer) {
        @Nullable Tensor deviation = answer.deviation();
        return deviation == null ? List.of(answer.residual()) : List.of(answer.residual(), deviation);
    }

    /** Questions, and those of their tensors that nobody needs after the answer. */
    private record Asked(List<Question> parts, List<Tensor> temporary) {
        static Asked of(Scope scope, List<Question> parts) {
            List<Tensor> temporary = parts.stream()
                    .flatMap(part -> Stream.of(part.noisy(), part.known()))
                    .filter(scope::owns)
                    .toList();
            temporary.forEach(scope::keep);
            return new Asked(parts, temporary);
        }
    }
}
