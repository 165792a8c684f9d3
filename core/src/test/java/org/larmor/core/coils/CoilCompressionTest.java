package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.KSpace;

class CoilCompressionTest {
    @Test
    void keepsThePictureWhenNoCoilIsGivenUp() {
        SmallScan scan = new SmallScan(6, 32, 24);
        KSpace kspace = scan.measure(scan.lines(2, 8));
        CoilCompression rotation = CoilCompression.from(kspace, 8);
        assertEquals(6, rotation.virtualCoils());
        assertEquals(1, rotation.energyKept(), 1e-9);
        float[] before = ZeroFilled.rootSumOfSquares(kspace).data();
        float[] after = ZeroFilled.rootSumOfSquares(rotation.apply(kspace)).data();
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i], after[i], 1e-5);
        }
    }

    @Test
    void keepsTheEnergyThatItReports() {
        SmallScan scan = new SmallScan(16, 32, 24);
        KSpace kspace = scan.measure(scan.everything(), 0.002, 1);
        double smallest = 0;
        for (int kept : new int[] {1, 2, 4, 8, 12}) {
            CoilCompression compression = CoilCompression.from(kspace, kept);
            float[] out = compression.apply(kspace).data();
            double share = Math.pow(Vectors.norm(out) / Vectors.norm(kspace.data()), 2);
            assertEquals(compression.energyKept(), share, 1e-5, kept + " virtual coils");
            assertTrue(share > smallest, kept + " virtual coils");
            smallest = share;
        }
        assertTrue(smallest > 0.99);
    }

    @Test
    void leavesWhiteNoiseWhite() {
        SmallScan scan = new SmallScan(12, 32, 24);
        CoilCompression compression = CoilCompression.from(scan.measure(scan.lines(3, 8), 0.01, 2), 5);
        float[] noise = compression.apply(Vectors.gaussian(12 * 40_000, 3));
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j <= i; j++) {
                float[] a = java.util.Arrays.copyOfRange(noise, 80_000 * i, 80_000 * (i + 1));
                float[] b = java.util.Arrays.copyOfRange(noise, 80_000 * j, 80_000 * (j + 1));
                double[] product = Vectors.inner(a, b);
                assertEquals(i == j ? 2 : 0, product[0] / 40_000, 0.05, i + ", " + j);
                assertEquals(0, product[1] / 40_000, 0.05, i + ", " + j);
            }
        }
    }

    @Test
    void refusesKSpaceOfOtherCoils() {
        SmallScan scan = new SmallScan(6, 32, 24);
        CoilCompression compression = CoilCompression.from(scan.measure(scan.lines(2, 8)), 4);
        KSpace other = new SmallScan(5, 32, 24).measure(scan.lines(2, 8));
        assertThrows(IllegalArgumentException.class, () -> compression.apply(other));
        assertThrows(IllegalArgumentException.class, () -> CoilCompression.from(other, 0));
    }
}
