package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.ComplexImage;

class ExpectedMagnitudeTest {
    private static final double NOISE = 0.7;
    private static final int DRAWS = 40_000;

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
