package org.larmor.models.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Solves (A^H A + weight) x = right for a batch with a diagonal weight by conjugate gradients (Hestenes and Stiefel, 1952), each element with
 * its own mask, maps and weight, in a fixed number of iterations: no element waits for another to converge.
 */
public final class DeviceConjugateGradient {
    private static final double TINY = 1e-20;

    private final DeviceEncodingOperator encoding;
    private final Tensor weight;

    /** @param weight of each pixel, real (batch, 1, 1) or (batch, rows, columns), above 0 */
    public DeviceConjugateGradient(DeviceEncodingOperator encoding, Tensor weight) {
        this.encoding = encoding;
        this.weight = weight;
    }

    /**
     * The solution after so many iterations from {@code start}; complex (batch, rows, columns). On a CPU one element after the other:
     * the coils of one stay in its caches, and each array below the size for which memory is mapped and cleared anew.
     */
    public Tensor solve(Tensor right, Tensor start, int iterations) {
        return right.isCuda() || right.size(0) == 1
                ? together(right, start, iterations)
                : oneByOne(right, start, iterations);
    }

    private Tensor oneByOne(Tensor right, Tensor start, int iterations) {
        try (Scope scope = Scope.open()) {
            List<Tensor> solved = new ArrayList<>();
            for (int i = 0; i < right.size(0); i++) {
                var one = new DeviceConjugateGradient(encoding.element(i), weight.part(0, i, i + 1));
                solved.add(one.together(right.part(0, i, i + 1), start.part(0, i, i + 1), iterations));
            }
            return scope.keep(Tensor.joined(0, solved));
        }
    }

    /** In the coil arrays' order of axes, so that nothing is turned within an iteration. */
    private Tensor together(Tensor right, Tensor start, int iterations) {
        try (Scope scope = Scope.open()) {
            Tensor first = DeviceEncodingOperator.turned(start);
            Tensor turnedWeight = DeviceEncodingOperator.turned(weight);
            Tensor residual = DeviceEncodingOperator.turned(right).minus(regularised(first, turnedWeight));
            State state = new State(first, residual, residual, square(residual));
            for (int i = 0; i < iterations; i++) {
                state = next(state, turnedWeight);
            }
            return scope.keep(DeviceEncodingOperator.turned(state.x));
        }
    }

    private State next(State now, Tensor turnedWeight) {
        try (Scope scope = Scope.open()) {
            Tensor image = regularised(now.direction, turnedWeight);
            Tensor step = now.square.over(dot(now.direction, image).atLeast(TINY));
            Tensor x = now.x.plus(now.direction.times(step));
            Tensor residual = now.residual.minus(image.times(step));
            Tensor square = square(residual);
            Tensor direction = residual.plus(now.direction.times(square.over(now.square.atLeast(TINY))));
            return new State(scope.keep(x), scope.keep(residual), scope.keep(direction), scope.keep(square));
        }
    }

    private Tensor regularised(Tensor x, Tensor turnedWeight) {
        return encoding.normalOfTurned(x).plus(x.times(turnedWeight));
    }

    private static Tensor square(Tensor a) {
        return dot(a, a);
    }

    /** The real part of each element's inner product, (batch, 1, 1). */
    private static Tensor dot(Tensor a, Tensor b) {
        return a.parts().times(b.parts()).sum(1, 2, 3).without(-1);
    }

    private record State(Tensor x, Tensor residual, Tensor direction, Tensor square) {}
}
