package org.larmor.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;

class MirroredNetworkTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 4;
    private static final double[] SIGMA = {0.5};

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aMirroredQuestionHasAMirroredAnswer(int axis) {
        SharedRuntime.on(workspace -> {
            Tensor uneven = workspace.real(random(3, ROWS * COLUMNS), 1, ROWS, COLUMNS);
            ResidualNetwork partial = (noisy, sigma, known) -> {
                Tensor level = known.part(1, 1, 2).without(1);
                return new ResidualNetwork.Answer(noisy.times(uneven), level.times(uneven));
            };
            var network = new MirroredNetwork(partial);
            Tensor noisy = workspace.complex(random(4, 2 * ROWS * COLUMNS), 1, ROWS, COLUMNS);
            Tensor known = workspace.real(random(5, 2 * ROWS * COLUMNS), 1, 2, ROWS, COLUMNS);
            ResidualNetwork.Answer plain = network.residual(noisy, SIGMA, known);
            ResidualNetwork.Answer mirrored = network.residual(noisy.flipped(axis), SIGMA, known.flipped(axis + 1));
            Tensor deviation = plain.deviation();
            Tensor other = mirrored.deviation();
            assertNotNull(deviation);
            assertNotNull(other);
            String where = "axis " + axis;
            assertArrayEquals(
                    plain.residual().flipped(axis).toFloats(),
                    mirrored.residual().toFloats(),
                    1e-6f,
                    where);
            assertArrayEquals(deviation.flipped(axis).toFloats(), other.toFloats(), 1e-6f, where);
        });
    }

    private static float[] random(long seed, int length) {
        var random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
