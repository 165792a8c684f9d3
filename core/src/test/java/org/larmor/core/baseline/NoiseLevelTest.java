package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

class NoiseLevelTest {
    @ParameterizedTest(name = "every {0}th line, sigma {1}")
    @CsvSource({"1,0.01", "1,0.05", "4,0.01", "4,0.05", "8,0.02", "8,0.1"})
    void findsTheNoiseOfAScanWithSignal(int step, double sigma) {
        SmallScan scan = new SmallScan(4, 160, 128);
        for (long seed = 0; seed < 5; seed++) {
            KSpace kspace = scan.measure(scan.lines(step, 16), sigma, seed);
            assertEquals(sigma, NoiseLevel.estimate(kspace), 0.1 * sigma, "seed " + seed);
        }
    }

    @Test
    void findsItWhereTheEchoIsAsymmetric() {
        SmallScan scan = new SmallScan(4, 160, 128);
        byte[] sampled = new byte[160 * 128];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (byte) (i % 128 >= 40 ? 1 : 0);
        }
        KSpace kspace = scan.measure(new SamplingMask(160, 128, sampled), 0.05, 3);
        assertEquals(0.05, NoiseLevel.estimate(kspace), 0.006);
    }

    @Test
    void tellsNoisyCoilsFromQuietOnes() {
        SmallScan scan = new SmallScan(2, 160, 128);
        KSpace kspace = scan.measure(scan.everything(), 0.05, 4);
        int half = kspace.data().length / 2;
        for (int i = half; i < 2 * half; i++) {
            kspace.data()[i] *= 3;
        }
        double[] each = NoiseLevel.eachCoil(kspace);
        assertEquals(0.05, each[0], 0.005);
        assertEquals(0.15, each[1], 0.015);
    }

    @Test
    void isZeroWhereNothingWasMeasured() {
        SamplingMask nothing = Vectors.scattered(16, 16, 0, 1);
        assertEquals(0, NoiseLevel.estimate(new KSpace(2, nothing, new float[2 * 2 * 16 * 16])));
    }
}
