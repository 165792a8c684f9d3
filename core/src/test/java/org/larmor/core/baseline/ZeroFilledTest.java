package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.domain.RealImage;

class ZeroFilledTest {
    @Test
    void givesTheMagnitudeBackWhenEverythingWasMeasured() {
        SmallScan scan = new SmallScan(5, 33, 28);
        RealImage magnitude = ZeroFilled.rootSumOfSquares(scan.measure(scan.everything()));
        float[] truth = scan.truth().magnitude().data();
        for (int i = 0; i < truth.length; i++) {
            assertEquals(truth[i], magnitude.data()[i], 1e-5);
        }
    }

    @Test
    void leavesTheScanAsItIs() {
        SmallScan scan = new SmallScan(2, 16, 16);
        var kspace = scan.measure(scan.lines(2, 4));
        float[] before = kspace.data().clone();
        ZeroFilled.rootSumOfSquares(kspace);
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, kspace.data());
    }
}
