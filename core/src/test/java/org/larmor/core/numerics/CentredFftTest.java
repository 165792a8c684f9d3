package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.Vectors;

class CentredFftTest {
    private static final String SIZES = "sizes";

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"1,1", "1,7", "8,1", "6,10", "7,9", "12,5", "23,46", "11,64", "64,48", "47,211"})
    void equalsTheSumThatDefinesIt(int rows, int columns) {
        float[] image = Vectors.gaussian(rows * columns, 100L * rows + columns);
        float[] transformed = image.clone();
        new CentredFft(rows, columns).forward(transformed, 1);
        for (int[] at :
                new int[][] {{0, 0}, {rows / 2, columns / 2}, {rows - 1, columns - 1}, {rows / 3, columns / 4}}) {
            double[] sum = definition(image, rows, columns, at[0], at[1]);
            int index = 2 * (at[0] * columns + at[1]);
            String where = SIZES + " " + rows + " x " + columns + " at " + at[0] + ", " + at[1];
            assertEquals(sum[0], transformed[index], 2e-5, where);
            assertEquals(sum[1], transformed[index + 1], 2e-5, where);
        }
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"6,10", "7,9", "230,180", "47,211", "97,64"})
    void keepsTheEnergyAndComesBack(int rows, int columns) {
        float[] stack = Vectors.gaussian(3 * rows * columns, rows);
        float[] there = stack.clone();
        CentredFft fft = new CentredFft(rows, columns);
        fft.forward(there, 3);
        assertEquals(Vectors.norm(stack), Vectors.norm(there), 1e-5 * Vectors.norm(stack));
        fft.inverse(there, 3);
        assertTrue(Vectors.relativeError(there, stack) < 1e-6, SIZES + " " + rows + " x " + columns);
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"6,10", "7,9"})
    void bringsAConstantToTheCentre(int rows, int columns) {
        float[] image = new float[2 * rows * columns];
        for (int i = 0; i < image.length; i += 2) {
            image[i] = 1;
        }
        new CentredFft(rows, columns).forward(image, 1);
        float[] wanted = new float[image.length];
        wanted[2 * (rows / 2 * columns + columns / 2)] = (float) Math.sqrt(rows * columns);
        assertArrayEquals(wanted, image, 1e-5f);
    }

    @Test
    void givesTheSameForAnyNumberOfThreads() {
        float[] one = Vectors.gaussian(5 * 30 * 21, 5);
        float[] three = one.clone();
        new CentredFft(30, 21, 1).forward(one, 5);
        new CentredFft(30, 21, 3).forward(three, 5);
        assertArrayEquals(one, three);
    }

    @Test
    void isMadeOfItsTwoAxes() {
        float[] whole = Vectors.gaussian(2 * 10 * 9, 6);
        float[] byAxis = whole.clone();
        CentredFft fft = new CentredFft(10, 9);
        fft.forward(whole, 2);
        fft.forwardAlongRows(byAxis, 2);
        fft.forwardAlongColumns(byAxis, 2);
        assertTrue(Vectors.relativeError(byAxis, whole) < 1e-6);
        fft.inverseAlongRows(byAxis, 2);
        fft.inverseAlongColumns(byAxis, 2);
        fft.inverse(whole, 2);
        assertTrue(Vectors.relativeError(byAxis, whole) < 1e-6);
    }

    @Test
    void refusesAStackOfTheWrongLength() {
        CentredFft fft = new CentredFft(4, 4);
        assertThrows(IllegalArgumentException.class, () -> fft.forward(new float[32], 2));
        assertThrows(IllegalArgumentException.class, () -> new CentredFft(0, 4));
    }

    private static double[] definition(float[] image, int rows, int columns, int v, int u) {
        double re = 0;
        double im = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double turns = (double) (v - rows / 2) * (y - rows / 2) / rows
                        + (double) (u - columns / 2) * (x - columns / 2) / columns;
                double c = Math.cos(-2 * Math.PI * turns);
                double s = Math.sin(-2 * Math.PI * turns);
                int i = 2 * (y * columns + x);
                re += image[i] * c - image[i + 1] * s;
                im += image[i] * s + image[i + 1] * c;
            }
        }
        double scale = 1 / Math.sqrt((double) rows * columns);
        return new double[] {re * scale, im * scale};
    }
}
