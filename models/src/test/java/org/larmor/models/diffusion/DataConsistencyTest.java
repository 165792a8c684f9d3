package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.RandomSlices;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.Conditions;

class DataConsistencyTest {
    private static final int ROWS = 14;
    private static final int COLUMNS = 12;
    private static final long SEED = 8;

    private final RandomSlices random = new RandomSlices(SEED, ROWS, COLUMNS);
    private final ComplexImage truth = random.image();
    private final ComplexImage estimate = random.image();

    @Test
    void fullDataWithoutNoiseGiveThePictureBackWhateverTheEstimate() {
        byte[] all = new byte[ROWS * COLUMNS];
        Arrays.fill(all, (byte) 1);
        float[] found = applied(new SamplingMask(ROWS, COLUMNS, all), 1e-4, 0.3, 10);
        assertArrayEquals(truth.data(), found, 1e-2f, "seed " + SEED);
    }

    @Test
    void anEstimateThatIsCertainStays() {
        float[] found = applied(random.lines(), 1, 0.004, 10);
        assertArrayEquals(estimate.data(), found, 1e-3f, "seed " + SEED);
    }

    @Test
    void noiseAndErrorOfEqualSizeMeetHalfway() {
        byte[] all = new byte[ROWS * COLUMNS];
        Arrays.fill(all, (byte) 1);
        float[] found = applied(new SamplingMask(ROWS, COLUMNS, all), 0.1, 0.1, 10);
        for (int i = 0; i < found.length; i++) {
            double middle = (truth.data()[i] + estimate.data()[i]) / 2;
            assertEquals(middle, found[i], 5e-3, "value " + i + ", seed " + SEED);
        }
    }

    private float[] applied(SamplingMask mask, double noise, double deviation, int iterations) {
        return SharedRuntime.get().onDevice(workspace -> {
            var encoding = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(random.maps(3)));
            var adjoint = encoding.normal(Pictures.images(workspace, List.of(truth)));
            double[] level = {noise * Math.sqrt(2)};
            var data = new DataConsistency(workspace, encoding, adjoint, level, Conditions.USUAL, iterations);
            var before = new Estimate(
                    Pictures.images(workspace, List.of(estimate)), workspace.perElement(new double[] {deviation}, 3));
            return data.applied(before).picture().toFloats();
        });
    }
}
