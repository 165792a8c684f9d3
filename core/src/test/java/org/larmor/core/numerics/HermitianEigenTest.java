package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HermitianEigenTest {
    @ParameterizedTest(name = "{0} x {0} of rank {1}")
    @CsvSource({"1,1", "2,2", "2,1", "3,3", "8,8", "8,3", "31,31", "60,7"})
    void solvesItsEquationWithOrthonormalVectorsInFallingOrder(int n, int rank) {
        for (long seed = 0; seed < 5; seed++) {
            double[] matrix = gram(n, rank, seed);
            HermitianEigen eigen = HermitianEigen.of(n, matrix);
            String where = n + " of rank " + rank + ", seed " + seed;
            double largest = eigen.value(0);
            for (int i = 0; i < n; i++) {
                assertTrue(residual(n, matrix, eigen, i) < 1e-11 * largest, where + ", vector " + i);
                assertTrue(i == 0 || eigen.value(i) <= eigen.value(i - 1), where);
                for (int j = 0; j <= i; j++) {
                    double[] product = inner(eigen.vector(i), eigen.vector(j));
                    assertEquals(i == j ? 1 : 0, product[0], 1e-11, where + ", vectors " + i + ", " + j);
                    assertEquals(0, product[1], 1e-11, where + ", vectors " + i + ", " + j);
                }
            }
            assertEquals(0, rank < n ? eigen.value(rank) : 0, 1e-11 * largest, where);
        }
    }

    @Test
    void findsNegativeEigenvaluesToo() {
        HermitianEigen eigen = HermitianEigen.of(2, new double[] {0, 0, 0, 1, 0, -1, 0, 0});
        assertEquals(1, eigen.value(0), 1e-12);
        assertEquals(-1, eigen.value(1), 1e-12);
    }

    @Test
    void takesAMatrixOfZeros() {
        assertEquals(0, HermitianEigen.of(3, new double[18]).value(0));
    }

    @Test
    void refusesWhatIsNoMatrix() {
        assertThrows(IllegalArgumentException.class, () -> HermitianEigen.of(2, new double[6]));
        assertThrows(IllegalArgumentException.class, () -> HermitianEigen.of(1, new double[] {Double.NaN, 0}));
    }

    private static double residual(int n, double[] matrix, HermitianEigen eigen, int index) {
        double[] v = eigen.vector(index);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double re = -eigen.value(index) * v[2 * i];
            double im = -eigen.value(index) * v[2 * i + 1];
            for (int j = 0; j < n; j++) {
                int at = 2 * (i * n + j);
                re += matrix[at] * v[2 * j] - matrix[at + 1] * v[2 * j + 1];
                im += matrix[at] * v[2 * j + 1] + matrix[at + 1] * v[2 * j];
            }
            sum += re * re + im * im;
        }
        return Math.sqrt(sum);
    }

    private static double[] gram(int n, int rank, long seed) {
        Random random = new Random(seed);
        double[] matrix = new double[2 * n * n];
        for (int r = 0; r < rank; r++) {
            double[] x = random.doubles(2L * n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix[2 * (i * n + j)] += x[2 * i] * x[2 * j] + x[2 * i + 1] * x[2 * j + 1];
                    matrix[2 * (i * n + j) + 1] += x[2 * i + 1] * x[2 * j] - x[2 * i] * x[2 * j + 1];
                }
            }
        }
        return matrix;
    }

    private static double[] inner(double[] a, double[] b) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < a.length; i += 2) {
            re += a[i] * b[i] + a[i + 1] * b[i + 1];
            im += a[i] * b[i + 1] - a[i + 1] * b[i];
        }
        return new double[] {re, im};
    }
}
