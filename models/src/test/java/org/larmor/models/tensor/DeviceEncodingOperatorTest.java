package org.larmor.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

class DeviceEncodingOperatorTest {
    @ParameterizedTest(name = "{0} x {1}, whole lines: {2}, seed {3}")
    @CsvSource({"16, 20, true, 1", "15, 20, true, 2", "16, 9, false, 3", "21, 15, false, 4"})
    void equalsTheOperatorOfTheJvm(int rows, int columns, boolean wholeLines, long seed) {
        var random = new RandomSlices(seed, rows, columns);
        List<SamplingMask> masks = List.of(mask(random, wholeLines), mask(random, wholeLines));
        List<CoilMaps> maps = List.of(random.maps(3), random.maps(3));
        List<ComplexImage> images = List.of(random.image(), random.image());
        List<KSpace> kspaces = List.of(random.kspace(3, masks.get(0)), random.kspace(3, masks.get(1)));
        SharedRuntime.on(workspace -> {
            var device = DeviceEncodingOperator.of(workspace, masks, maps);
            Tensor x = Pictures.images(workspace, images);
            float[] forward = device.forward(x).toFloats();
            float[] adjoint =
                    device.adjoint(Pictures.kspaces(workspace, kspaces)).toFloats();
            float[] normal = device.normal(x).toFloats();
            for (int i = 0; i < 2; i++) {
                var jvm = new EncodingOperator(masks.get(i), maps.get(i));
                String where = "element " + i + ", seed " + seed;
                assertSame(jvm.forward(images.get(i)).data(), forward, i, where + ": forward");
                assertSame(jvm.adjoint(kspaces.get(i)).data(), adjoint, i, where + ": adjoint");
                float[] expected = new float[2 * rows * columns];
                jvm.normal(images.get(i).data(), expected);
                assertSame(expected, normal, i, where + ": normal");
            }
        });
    }

    @ParameterizedTest(name = "{0} x {1}, whole lines: {2}, seed {3}")
    @CsvSource({"16, 20, true, 11", "15, 9, false, 12"})
    void passesTheAdjointDotTest(int rows, int columns, boolean wholeLines, long seed) {
        var random = new RandomSlices(seed, rows, columns);
        SamplingMask mask = mask(random, wholeLines);
        ComplexImage x = random.image();
        KSpace y = random.kspace(4, mask);
        SharedRuntime.on(workspace -> {
            var a = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(random.maps(4)));
            double[] left =
                    dot(a.forward(Pictures.images(workspace, List.of(x))).toFloats(), y.data());
            double[] right = dot(
                    x.data(), a.adjoint(Pictures.kspaces(workspace, List.of(y))).toFloats());
            assertEquals(left[0], right[0], 1e-3, "real part, seed " + seed);
            assertEquals(left[1], right[1], 1e-3, "imaginary part, seed " + seed);
        });
    }

    @Test
    void aPhaseMovedIntoTheMapsLeavesTheMeasurementAsItIs() {
        var random = new RandomSlices(21, 12, 14);
        SamplingMask mask = random.lines();
        SharedRuntime.on(workspace -> {
            var a = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(random.maps(2)));
            Tensor x = Pictures.images(workspace, List.of(random.image()));
            Tensor other = Pictures.images(workspace, List.of(random.image()));
            Tensor phasor = other.over(other.magnitude());
            float[] turned = a.turnedBy(phasor).forward(x.times(phasor.conj())).toFloats();
            assertSame(a.forward(x).toFloats(), turned, 0, "seed 21");
        });
    }

    @Test
    void refusesMapsOfAnotherSizeThanTheMask() {
        SamplingMask mask = new RandomSlices(1, 8, 8).lines();
        CoilMaps maps = CoilMaps.ones(8, 10);
        SharedRuntime.on(workspace -> {
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> DeviceEncodingOperator.of(workspace, List.of(mask), List.of(maps)));
            assertTrue(String.valueOf(error.getMessage()).contains("one size"), error::toString);
        });
    }

    private static SamplingMask mask(RandomSlices random, boolean wholeLines) {
        return wholeLines ? random.lines() : random.points();
    }

    private static void assertSame(float[] expected, float[] all, int element, String where) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], all[element * expected.length + i], 2e-5, where + ", value " + i);
        }
    }

    /** The inner product, conjugate of the first argument. */
    private static double[] dot(float[] a, float[] b) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < a.length; i += 2) {
            re += (double) a[i] * b[i] + (double) a[i + 1] * b[i + 1];
            im += (double) a[i] * b[i + 1] - (double) a[i + 1] * b[i];
        }
        return new double[] {re, im};
    }
}
