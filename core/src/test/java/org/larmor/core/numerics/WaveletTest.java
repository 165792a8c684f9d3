package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.Vectors;

class WaveletTest {
    @ParameterizedTest(name = "{0} x {1}, {2} levels")
    @CsvSource({"8,8,0", "8,12,1", "16,24,2", "48,32,4", "240,192,4"})
    void keepsInnerProductsAndComesBack(int rows, int columns, int levels) {
        Wavelet wavelet = new Wavelet(rows, columns, levels);
        float[] a = Vectors.gaussian(rows * columns, 1);
        float[] b = Vectors.gaussian(rows * columns, 2);
        float[] wa = a.clone();
        float[] wb = b.clone();
        wavelet.forward(wa);
        wavelet.forward(wb);
        double scale = Vectors.norm(a) * Vectors.norm(b);
        assertEquals(Vectors.inner(a, b)[0], Vectors.inner(wa, wb)[0], 1e-6 * scale);
        assertEquals(Vectors.inner(a, b)[1], Vectors.inner(wa, wb)[1], 1e-6 * scale);
        wavelet.inverse(wa);
        assertTrue(Vectors.relativeError(wa, a) < 1e-6);
    }

    @Test
    void putsAConstantIntoTheCoarsestPictureOnly() {
        float[] grid = new float[2 * 32 * 32];
        java.util.Arrays.fill(grid, 1);
        Wavelet wavelet = new Wavelet(32, 32, 3);
        wavelet.forward(grid);
        for (int i = 0; i < grid.length; i++) {
            boolean coarse = i / 2 / 32 < 4 && i / 2 % 32 < 4;
            assertEquals(coarse ? 8 : 0, grid[i], 1e-5);
        }
    }

    @Test
    void shrinksSizesAndKeepsPhases() {
        Wavelet wavelet = new Wavelet(4, 4, 1);
        float[] coefficients = new float[32];
        coefficients[30] = 3;
        coefficients[31] = -4;
        coefficients[28] = 0.5f;
        coefficients[0] = 2;
        wavelet.shrink(coefficients, 1);
        assertEquals(2.4, coefficients[30], 1e-6);
        assertEquals(-3.2, coefficients[31], 1e-6);
        assertEquals(0, coefficients[28]);
        assertEquals(2, coefficients[0]);
    }

    @Test
    void refusesAGridThatCannotBeHalved() {
        assertThrows(IllegalArgumentException.class, () -> new Wavelet(12, 8, 3));
    }
}
