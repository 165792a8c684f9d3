package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

class PreparationTest {
    private static final Recipe RECIPE = new Recipe(null, 1, 4, 4, 0.2, 0.02, 2, 0.85, 2, 1, Conditions.USUAL);

    @Test
    void scalesThe99thPercentileOfTheSenseMagnitudeToOne() {
        withPrepared(SlicesForTests.slice(48, 40, 4, 1), slice -> {
            float[] magnitudes = slice.sense().magnitude().toFloats();
            Arrays.sort(magnitudes);
            assertEquals(1, magnitudes[(int) (0.99 * magnitudes.length)], 0.02);
        });
    }

    @Test
    void leavesHardlyAnyPhaseInThePicture() {
        withPrepared(SlicesForTests.slice(48, 40, 4, 2), slice -> {
            float[] sense = slice.sense().toFloats();
            double imaginary = 0;
            double all = 0;
            for (int i = 0; i < sense.length; i += 2) {
                imaginary += sense[i + 1] * sense[i + 1];
                all += sense[i] * sense[i] + sense[i + 1] * sense[i + 1];
            }
            assertTrue(imaginary / all < 0.02, "share of the imaginary part " + imaginary / all);
        });
    }

    /** Without undersampling and coils CG-SENSE only shrinks the noise, by 1 / (1 + its weight). */
    @Test
    void estimatesTheNoiseOfFullDataAsItIs() {
        int side = 64;
        boolean[] lines = new boolean[side];
        Arrays.fill(lines, true);
        var random = new Random(3);
        float[] data = new float[2 * side * side];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        data[side * side + side] = 4000;
        var kspace = new KSpace(1, SamplingMask.ofLines(lines, side), data);
        withPrepared(new PreparedSlice(kspace, CoilMaps.ones(side, side), 1, null), slice -> {
            double weight = Math.pow(slice.noise() / 0.3, 2) + 1e-3;
            double sum = 0;
            for (float value : slice.senseNoise().toFloats()) {
                sum += value / (side * side);
            }
            assertEquals(slice.noise() / (1 + weight), sum, 0.05 * slice.noise());
        });
    }

    @ParameterizedTest(name = "{0}: {1} lines wide, ln R {2}")
    @CsvSource({
        "1111111111, 10, 0",
        "0000010000, 1, 2.302585",
        "0001111000, 4, 0.916291",
        "0000111000, 2, 1.203973",
        "1010001010, 0, 0.916291",
        "0001111101, 4, 0.510826"
    })
    void countsTheCentralLines(String lines, int width, double logAcceleration) {
        boolean[] measured = new boolean[lines.length()];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = lines.charAt(i) == '1';
        }
        SamplingMask mask = SamplingMask.ofLines(measured, 4);
        assertEquals(width, CentralLines.width(mask));
        assertEquals(logAcceleration, CentralLines.logAcceleration(mask), 1e-6);
    }

    private static void withPrepared(PreparedSlice slice, java.util.function.Consumer<DeviceSlice> test) {
        SharedRuntime.on(workspace -> test.accept(new Preparation(workspace, RECIPE, 1).prepared(slice)));
    }
}
