package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.core.Vectors;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

class EncodingOperatorTest {
    private static final int ROWS = 14;
    private static final int COLUMNS = 11;
    private static final int COILS = 3;

    static Stream<EncodingOperator> operators() {
        return Stream.of(
                operator(Vectors.scatteredLines(ROWS, COLUMNS, 0.4, 1), 1),
                operator(Vectors.scattered(ROWS, COLUMNS, 0.4, 2), 1),
                operator(Vectors.scattered(ROWS, COLUMNS, 1, 3), 2));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void meetsItsAdjointInTheDotTest(EncodingOperator a) {
        for (long seed = 0; seed < 10; seed++) {
            float[] x = Vectors.gaussian(a.inputs(), seed);
            float[] y = Vectors.gaussian(a.outputs(), seed + 100);
            float[] ax = new float[2 * a.outputs()];
            float[] ahy = new float[2 * a.inputs()];
            a.forward(x, ax);
            a.adjoint(y, ahy);
            double scale = Vectors.norm(ax) * Vectors.norm(y);
            assertEquals(Vectors.inner(ax, y)[0], Vectors.inner(x, ahy)[0], 1e-6 * scale, "seed " + seed);
            assertEquals(Vectors.inner(ax, y)[1], Vectors.inner(x, ahy)[1], 1e-6 * scale, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void hasANormalOperatorThatIsAdjointAfterForward(EncodingOperator a) {
        float[] x = Vectors.gaussian(a.inputs(), 7);
        float[] ax = new float[2 * a.outputs()];
        float[] both = new float[2 * a.inputs()];
        float[] normal = new float[2 * a.inputs()];
        a.forward(x, ax);
        a.adjoint(ax, both);
        a.normal(x, normal);
        assertTrue(Vectors.relativeError(normal, both) < 1e-6);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void measuresNothingOutsideTheMask(EncodingOperator a) {
        KSpace kspace = a.forward(new ComplexImage(ROWS, COLUMNS, Vectors.gaussian(a.inputs(), 8)));
        for (int i = 0; i < kspace.data().length / 2; i++) {
            if (a.mask().data()[i % (ROWS * COLUMNS)] == 0) {
                assertEquals(0, kspace.data()[2 * i]);
                assertEquals(0, kspace.data()[2 * i + 1]);
            }
        }
    }

    @Test
    void refusesMapsOfAnotherSizeThanTheMask() {
        SamplingMask mask = Vectors.scattered(ROWS, COLUMNS, 1, 3);
        assertThrows(
                IllegalArgumentException.class, () -> new EncodingOperator(mask, CoilMaps.ones(ROWS, COLUMNS + 1)));
    }

    private static EncodingOperator operator(SamplingMask mask, int threads) {
        float[] maps = Vectors.gaussian(COILS * ROWS * COLUMNS, 9);
        return new EncodingOperator(mask, new CoilMaps(COILS, ROWS, COLUMNS, maps), threads);
    }
}
