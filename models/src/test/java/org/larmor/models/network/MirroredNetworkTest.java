package org.larmor.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;

class MirroredNetworkTest {
    /** One that sees only the first known channel, pixel by pixel. */
    private static final ResidualNetwork LOCAL = (noisy, sigma, known) -> {
        Tensor first = known.part(1, 0, 1).without(1);
        return new Answer(noisy.plus(first), first.times(2));
    };

    @Test
    void aNetworkThatMirrorsWithItsInputIsLeftAsItIs() {
        SharedRuntime.on(workspace -> {
            Tensor noisy = workspace.complex(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2);
            Tensor known = workspace.real(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
            double[] sigma = {0.1};
            Answer plain = LOCAL.residual(noisy, sigma, known);
            Answer mirrored = new MirroredNetwork(LOCAL).residual(noisy, sigma, known);
            assertArrayEquals(plain.residual().toFloats(), mirrored.residual().toFloats(), 1e-6f);
            assertArrayEquals(deviation(plain), deviation(mirrored), 1e-6f);
        });
    }

    @Test
    void aNetworkThatFavoursACornerIsEvenedOut() {
        SharedRuntime.on(workspace -> {
            Tensor corner = workspace.real(new float[] {4, 0, 0, 0}, 1, 2, 2);
            ResidualNetwork unfair = (noisy, sigma, known) -> new Answer(noisy.plus(corner), corner);
            Tensor nothing = workspace.complex(new float[8], 1, 2, 2);
            Answer answer =
                    new MirroredNetwork(unfair).residual(nothing, new double[] {1}, workspace.zeros(1, 1, 2, 2));
            assertArrayEquals(
                    new float[] {1, 0, 1, 0, 1, 0, 1, 0}, answer.residual().toFloats(), 1e-6f);
            assertArrayEquals(new float[] {1, 1, 1, 1}, deviation(answer), 1e-6f);
        });
    }

    @Test
    void takesFourEvaluationsAndLeavesAnUnknownErrorUnknown() {
        assertEquals(4, new MirroredNetwork(LOCAL).evaluations());
        SharedRuntime.on(workspace -> {
            ResidualNetwork silent = (noisy, sigma, known) -> new Answer(noisy, null);
            Tensor nothing = workspace.complex(new float[8], 1, 2, 2);
            Answer answer =
                    new MirroredNetwork(silent).residual(nothing, new double[] {1}, workspace.zeros(1, 1, 2, 2));
            assertNull(answer.deviation());
        });
    }

    private static float[] deviation(Answer answer) {
        return Objects.requireNonNull(answer.deviation()).toFloats();
    }
}
