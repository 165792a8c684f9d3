package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;

class LinePlacerTest {
    private static LinePlacer placer(int encoded, int columns, int coils) {
        return new LinePlacer(
                EncodingPlan.of(Scans.header(encoded, 4, columns, Scans.limits(Scans.upTo(4), 1, 1), coils)));
    }

    private static float[] place(LinePlacer placer, int coils, float[] samples, SampleWindow window, ReadoutFlag... f) {
        Readout readout = Scans.readout(0, Scans.at(0, 0, 0), coils, samples, window, f);
        assertTrue(placer.place(readout));
        return placer.line();
    }

    /** The centred unitary transform by its definition. */
    private static double[] transform(double[] x, int n, int sign) {
        double[] y = new double[2 * n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                double angle = sign * 2 * Math.PI * (j - n / 2) * (k - n / 2) / n;
                y[2 * k] += (x[2 * j] * Math.cos(angle) - x[2 * j + 1] * Math.sin(angle)) / Math.sqrt(n);
                y[2 * k + 1] += (x[2 * j] * Math.sin(angle) + x[2 * j + 1] * Math.cos(angle)) / Math.sqrt(n);
            }
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"16,8", "15,8", "16,7", "15,7", "12,5", "9,9"})
    void removingOversamplingIsACropOfThePicture(int encoded, int columns) {
        Random random = new Random(encoded * 100L + columns);
        float[] samples = Scans.gaussian(random, 2 * 2 * encoded);

        float[] line = place(placer(encoded, columns, 2), 2, samples, new SampleWindow(encoded, encoded / 2, 0, 0));

        for (int coil = 0; coil < 2; coil++) {
            double[] wide = new double[2 * encoded];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = samples[2 * coil * encoded + i];
            }
            double[] picture = transform(wide, encoded, 1);
            double[] cropped = new double[2 * columns];
            int start = encoded / 2 - columns / 2;
            System.arraycopy(picture, 2 * start, cropped, 0, 2 * columns);
            double[] expected = transform(cropped, columns, -1);
            for (int i = 0; i < 2 * columns; i++) {
                assertEquals(expected[i], line[2 * coil * columns + i], 2e-6, encoded + " to " + columns + " at " + i);
            }
        }
    }

    @Test
    void whiteNoiseKeepsItsVarianceWhenOversamplingIsRemoved() {
        Random random = new Random(7);
        LinePlacer placer = placer(256, 128, 1);
        double sum = 0;
        double neighbours = 0;
        for (int n = 0; n < 400; n++) {
            float[] line = place(placer, 1, Scans.gaussian(random, 512), new SampleWindow(256, 128, 0, 0));
            for (int i = 0; i < 254; i++) {
                sum += line[i] * line[i];
                neighbours += line[i] * line[i + 2];
            }
        }
        double count = 400 * 254.0;
        assertEquals(1, sum / count, 0.02);
        assertEquals(0, neighbours / count, 0.02);
    }

    @ParameterizedTest
    @CsvSource({"4", "3"})
    void aReversedLineIsFlipped(int centre) {
        float[] backwards = {7, 70, 6, 60, 5, 50, 4, 40, 3, 30, 2, 20, 1, 10, 0, 0};

        float[] line = place(placer(8, 8, 1), 1, backwards, new SampleWindow(8, centre, 0, 0), ReadoutFlag.REVERSE);

        for (int i = 0; i < 8; i++) {
            assertEquals(i, line[2 * i]);
            assertEquals(10 * i, line[2 * i + 1]);
        }
    }

    @Test
    void anAsymmetricEchoIsPlacedByItsCentre() {
        LinePlacer placer = placer(8, 8, 1);

        float[] line = place(placer, 1, new float[] {9, 9, 1, 0, 2, 0, 3, 0, 4, 0, 9, 9}, new SampleWindow(6, 2, 1, 1));

        assertEquals(3, placer.from());
        assertEquals(7, placer.to());
        for (int j = 0; j < 8; j++) {
            assertEquals(j >= 3 && j < 7 ? j - 2 : 0, line[2 * j], "column " + j);
        }
    }

    @Test
    void aReversedAsymmetricEchoIsPlacedByItsCentreToo() {
        LinePlacer placer = placer(8, 8, 1);

        float[] line =
                place(placer, 1, new float[] {5, 0, 4, 0, 3, 0}, new SampleWindow(3, 1, 0, 0), ReadoutFlag.REVERSE);

        assertEquals(3, placer.from());
        assertEquals(6, placer.to());
        assertEquals(3, line[6]);
        assertEquals(4, line[8]);
        assertEquals(5, line[10]);
    }

    @Test
    void anOversampledAsymmetricEchoMeasuresTheColumnsInItsRange() {
        LinePlacer placer = placer(16, 8, 1);

        place(placer, 1, new float[2 * 12], new SampleWindow(12, 4, 0, 0));

        assertEquals(2, placer.from());
        assertEquals(8, placer.to());
    }

    @Test
    void aWholeLineThatDoesNotTellItsCentreIsTakenAsItIs() {
        LinePlacer placer = placer(4, 4, 1);

        float[] line = place(placer, 1, new float[] {1, 0, 2, 0, 3, 0, 4, 0}, new SampleWindow(4, 0, 0, 0));

        assertEquals(1, line[0]);
        assertEquals(4, line[6]);
    }
}
