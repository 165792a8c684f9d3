package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final int SIZE = 6;

    @Test
    void givesTheMatrixBackAndInvertsItsFactor() {
        for (long seed = 0; seed < 10; seed++) {
            double[] factor = new Random(seed).doubles(2L * SIZE * SIZE, -1, 1).toArray();
            double[] matrix = multiply(factor, adjoint(factor));
            Cholesky cholesky = Cholesky.of(SIZE, matrix);
            double[] back = multiply(cholesky.lower(), adjoint(cholesky.lower()));
            double[] one = multiply(cholesky.inverseLower(), cholesky.lower());
            for (int i = 0; i < matrix.length; i++) {
                assertEquals(matrix[i], back[i], 1e-12, "seed " + seed);
                assertEquals(i % 2 == 0 && i / 2 % (SIZE + 1) == 0 ? 1 : 0, one[i], 1e-9, "seed " + seed);
            }
        }
    }

    @Test
    void namesTheRowThatDependsOnOthers() {
        double[] matrix = {4, 0, 2, 0, 2, 0, 1, 0};
        var reason = assertThrows(Cholesky.SingularMatrixException.class, () -> Cholesky.of(2, matrix));
        assertEquals(1, reason.row());
        assertThrows(IllegalArgumentException.class, () -> Cholesky.of(2, new double[6]));
    }

    private static double[] adjoint(double[] a) {
        double[] adjoint = new double[a.length];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                adjoint[2 * (i * SIZE + j)] = a[2 * (j * SIZE + i)];
                adjoint[2 * (i * SIZE + j) + 1] = -a[2 * (j * SIZE + i) + 1];
            }
        }
        return adjoint;
    }

    private static double[] multiply(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                for (int k = 0; k < SIZE; k++) {
                    int x = 2 * (i * SIZE + k);
                    int y = 2 * (k * SIZE + j);
                    product[2 * (i * SIZE + j)] += a[x] * b[y] - a[x + 1] * b[y + 1];
                    product[2 * (i * SIZE + j) + 1] += a[x] * b[y + 1] + a[x + 1] * b[y];
                }
            }
        }
        return product;
    }
}
