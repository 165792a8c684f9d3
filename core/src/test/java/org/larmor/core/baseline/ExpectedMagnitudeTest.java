package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;

class ExpectedMagnitudeTest {
    private static final double NOISE = 0.7;
    private static final int DRAWS = 40_000;
    private static final int ROWS = 12;
    private static final int COLUMNS = 6;
    private static final int COILS = 3;
    private static final CoilMaps MAPS = maps();
    private static final ComplexImage PICTURE = picture();

    /** Three coils of norm 1, whose phases turn over the picture. */
    private static CoilMaps maps() {
        float[] data = new float[2 * COILS * ROWS * COLUMNS];
        for (int i = 0; i < data.length / 2; i++) {
            int coil = i / (ROWS * COLUMNS);
            double angle = coil + 0.3 * (i % COLUMNS) * coil;
            data[2 * i] = (float) (Math.cos(angle) / Math.sqrt(COILS));
            data[2 * i + 1] = (float) (Math.sin(angle) / Math.sqrt(COILS));
        }
        return new CoilMaps(COILS, ROWS, COLUMNS, data);
    }

    /** Air on the left, ever more signal to the right. */
    private static ComplexImage picture() {
        float[] data = new float[2 * ROWS * COLUMNS];
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            data[2 * i] = 2f * (i % COLUMNS);
            data[2 * i + 1] = -(i % COLUMNS);
        }
        return new ComplexImage(ROWS, COLUMNS, data);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 32})
    void isTheMeanRootSumOfSquaresOfNoisyCoils(int coils) {
        for (double signal : new double[] {0, 0.5, 1, 3, 10, 50}) {
            double found = of(signal * NOISE, coils);
            double mean = simulated(signal * NOISE, coils);
            assertEquals(mean, found, 0.01 * mean, coils + " coils, signal over noise " + signal + ", seed 1");
        }
    }

    /** Gamma(C + 1/2) / Gamma(C) is sqrt(C - 1/4), ever better for more coils. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 32})
    void isAFloorInAir(int coils) {
        assertEquals(NOISE * Math.sqrt(coils - 0.25), of(0, coils), 0.003 * of(0, coils));
    }

    @Test
    void withoutNoiseItIsTheMagnitude() {
        ComplexImage picture = new ComplexImage(1, 3, new float[] {3, 4, 0, 0, -1, 0});
        assertArrayEquals(
                picture.magnitude().data(), ExpectedMagnitude.of(picture, 8, 0).data(), 1e-6f);
    }

    @Test
    void refusesWhatIsNoScan() {
        ComplexImage picture = ComplexImage.zeros(2, 2);
        assertThrows(IllegalArgumentException.class, () -> ExpectedMagnitude.of(picture, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> ExpectedMagnitude.of(picture, 4, -1));
    }

    @Test
    void givenEverySampleItIsTheirRootSumOfSquares() {
        KSpace full = scan(everyLine(ROWS), new Random(3));

        RealImage expected = ExpectedMagnitude.given(full, PICTURE, MAPS, COILS, NOISE * NOISE);

        assertArrayEquals(ZeroFilled.rootSumOfSquares(full).data(), expected.data(), 1e-5f);
    }

    @Test
    void givenNoSampleItIsThatOfThePictureAlone() {
        SamplingMask none = SamplingMask.ofLines(new boolean[ROWS], COLUMNS);

        RealImage expected = ExpectedMagnitude.given(scan(none, new Random(3)), PICTURE, MAPS, COILS, NOISE * NOISE);

        RealImage alone = ExpectedMagnitude.of(PICTURE, COILS, NOISE * NOISE);
        assertArrayEquals(alone.data(), expected.data(), 1e-4f);
    }

    /** Of many full scans that share the measured lines. */
    @Test
    void givenSomeLinesItIsTheMeanOverTheNoiseOfTheOthers() {
        boolean[] lines = new boolean[ROWS];
        for (int row = 0; row < ROWS; row += 3) {
            lines[row] = true;
        }
        KSpace measured = scan(SamplingMask.ofLines(lines, COLUMNS), new Random(3));
        Random random = new Random(4);
        double[] mean = new double[ROWS * COLUMNS];
        for (int draw = 0; draw < 2000; draw++) {
            KSpace full = scan(everyLine(ROWS), random);
            for (int i = 0; i < full.data().length; i++) {
                boolean isMeasured = lines[i / 2 / COLUMNS % ROWS];
                full.data()[i] = isMeasured ? measured.data()[i] : full.data()[i];
            }
            float[] shown = ZeroFilled.rootSumOfSquares(full).data();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += shown[i] / 2000;
            }
        }

        RealImage expected = ExpectedMagnitude.given(measured, PICTURE, MAPS, COILS, NOISE * NOISE);

        for (int i = 0; i < mean.length; i++) {
            assertEquals(mean[i], expected.data()[i], 0.03 * mean[i], "pixel " + i + ", seeds 3 and 4");
        }
    }

    private static SamplingMask everyLine(int rows) {
        boolean[] lines = new boolean[rows];
        java.util.Arrays.fill(lines, true);
        return SamplingMask.ofLines(lines, COLUMNS);
    }

    /** Noisy samples of the picture. */
    private static KSpace scan(SamplingMask mask, Random random) {
        KSpace kspace = new EncodingOperator(mask, MAPS).forward(PICTURE);
        for (int i = 0; i < kspace.data().length; i++) {
            boolean isMeasured = mask.isSampled(i / 2 / COLUMNS % ROWS, i / 2 % COLUMNS);
            kspace.data()[i] += isMeasured ? (float) (NOISE * Math.sqrt(0.5) * random.nextGaussian()) : 0;
        }
        return kspace;
    }

    private static double of(double signal, int coils) {
        ComplexImage picture = new ComplexImage(1, 1, new float[] {0, (float) signal});
        return ExpectedMagnitude.of(picture, coils, NOISE * NOISE).data()[0];
    }

    /** By rotation all the signal may be in the first coil. */
    private static double simulated(double signal, int coils) {
        Random random = new Random(1);
        double part = NOISE * Math.sqrt(0.5);
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double squares = 0;
            for (int i = 0; i < 2 * coils; i++) {
                double value = part * random.nextGaussian() + (i == 0 ? signal : 0);
                squares += value * value;
            }
            sum += Math.sqrt(squares);
        }
        return sum / DRAWS;
    }
}
