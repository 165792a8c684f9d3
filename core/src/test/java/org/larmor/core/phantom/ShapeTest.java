package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    private static final int HALF = 40;

    private static double[] spectrum(Shape... shapes) {
        Spectrum spectrum = new Spectrum(HALF, HALF);
        spectrum.add(java.util.List.of(shapes));
        return spectrum.data();
    }

    private static void assertAlike(double[] expected, double[] actual, double tolerance, String message) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, message + ", at " + i);
        }
    }

    /** Two formulas that know nothing of each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anEllipseIsAPolygonOfManyCorners(long seed) {
        Random random = new Random(seed);
        double x = .4 * random.nextDouble() - .2;
        double y = .4 * random.nextDouble() - .2;
        double a = .05 + .2 * random.nextDouble();
        double b = .05 + .2 * random.nextDouble();
        double angle = Math.PI * random.nextDouble();
        Outline outline = Outline.around(0, 0, 4000, t -> 1).warped((cos, sin) -> new double[] {
            x + a * cos * Math.cos(angle) - b * sin * Math.sin(angle),
            y + a * cos * Math.sin(angle) + b * sin * Math.cos(angle)
        });

        assertAlike(
                spectrum(new Polygon(outline.xs(), outline.ys(), .7, -.4)),
                spectrum(new Ellipse(x, y, a, b, angle, .7, -.4)),
                2e-6,
                "seed " + seed);
    }

    @Test
    void aSquareHasTheTransformOfASquare() {
        double[] data = spectrum(new Polygon(new double[] {-.2, .2, .2, -.2}, new double[] {-.1, -.1, .1, .1}, 1, 0));

        for (int i = 0; i <= 2 * HALF; i++) {
            for (int j = 0; j <= 2 * HALF; j++) {
                double ky = (i - HALF) / 2.0;
                double kx = (j - HALF) / 2.0;
                double expected = .4 * sinc(.4 * kx) * .2 * sinc(.2 * ky);
                assertEquals(expected, data[2 * (i * (2 * HALF + 1) + j)], 1e-9, kx + ", " + ky);
                assertEquals(0, data[2 * (i * (2 * HALF + 1) + j) + 1], 1e-9, kx + ", " + ky);
            }
        }
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The trapezoidal rule is all but exact for a Gaussian. */
    @Test
    void aBlobHasTheTransformThatSummingItsPixelsGives() {
        Blob blob = new Blob(.05, -.08, .04, .02, .6, .5, .9);
        double[] data = spectrum(blob);
        int pixels = 160;

        for (int probe : new int[] {0, 17, 1234, 3280, 4000, 6560}) {
            double ky = (probe / (2 * HALF + 1) - HALF) / 2.0;
            double kx = (probe % (2 * HALF + 1) - HALF) / 2.0;
            double re = 0;
            double im = 0;
            for (int n = 0; n < pixels * pixels; n++) {
                double x = (n % pixels - pixels / 2) / (double) pixels;
                double y = (n / pixels - pixels / 2) / (double) pixels;
                double u = ((x - .05) * Math.cos(.6) + (y + .08) * Math.sin(.6)) / .04;
                double v = ((y + .08) * Math.cos(.6) - (x - .05) * Math.sin(.6)) / .02;
                double value = Math.exp(-(u * u + v * v) / 2) / (pixels * pixels);
                double turn = -2 * Math.PI * (kx * x + ky * y);
                re += value * (.5 * Math.cos(turn) - .9 * Math.sin(turn));
                im += value * (.5 * Math.sin(turn) + .9 * Math.cos(turn));
            }
            assertEquals(re, data[2 * probe], 1e-9, kx + ", " + ky);
            assertEquals(im, data[2 * probe + 1], 1e-9, kx + ", " + ky);
        }
    }

    /** Values of J1 from Abramowitz and Stegun, table 9.1. */
    @ParameterizedTest
    @CsvSource({"0.5,.2422684577", "1,.4400505857", "2,.5767248078", "3,.3390589585", "5,-.3275791376", "10,.0434727462"
    })
    void besselsFunctionIsThatOfTheTables(double x, double value) {
        assertEquals(value, x * Bessel.j1OverX(x), 2e-7);
    }
}
