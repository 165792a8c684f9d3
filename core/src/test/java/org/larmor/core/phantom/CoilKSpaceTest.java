package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.numerics.CentredFft;

class CoilKSpaceTest {
    /** What a sensitivity's series says at a point. */
    private static double[] sensitivity(CoilArray coils, int coil, double x, double y) {
        double[] terms = coils.coefficients(coil);
        double re = 0;
        double im = 0;
        for (int n = 0; n < CoilArray.TERMS * CoilArray.TERMS; n++) {
            double turn = Math.PI
                    * ((n / CoilArray.TERMS - CoilArray.ORDER) * y + (n % CoilArray.TERMS - CoilArray.ORDER) * x);
            re += terms[2 * n] * Math.cos(turn) - terms[2 * n + 1] * Math.sin(turn);
            im += terms[2 * n] * Math.sin(turn) + terms[2 * n + 1] * Math.cos(turn);
        }
        return new double[] {re, im};
    }

    /** A Gaussian is band-limited but for 1e-9: there the formula must agree with pixels. */
    @ParameterizedTest
    @CsvSource({"32,40,1", "32,40,2", "33,25,1", "31,30,2"})
    void theFormulaIsTheTransformOfThePictureTimesTheSensitivity(int rows, int columns, int oversampling) {
        CoilArray coils = CoilArray.ring(3, 1);
        Blob blob = new Blob(.06, -.04, .07, .08, 0, 1, .5);
        int samples = columns * oversampling;

        Spectrum spectrum = CoilKSpace.spectrum(rows, columns);
        spectrum.add(List.of(blob));
        float[] data = new CoilKSpace(spectrum, coils, rows, columns, oversampling).whole();
        new CentredFft(rows, samples).inverse(data, 3);

        for (int coil = 0; coil < 3; coil++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < samples; column++) {
                    double x = (column - samples / 2) / (double) columns;
                    double y = (row - rows / 2) / (double) rows;
                    double u = (x - .06) / .07;
                    double v = (y + .04) / .08;
                    double bright = Math.exp(-(u * u + v * v) / 2);
                    double[] seen = sensitivity(coils, coil, x, y);
                    int at = 2 * ((coil * rows + row) * samples + column);
                    assertEquals(bright * (seen[0] - .5 * seen[1]), data[at], 2e-5, coil + " " + row + " " + column);
                    assertEquals(
                            bright * (seen[1] + .5 * seen[0]), data[at + 1], 2e-5, coil + " " + row + " " + column);
                }
            }
        }
    }
}
