package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.domain.KSpace;

class L1WaveletTest {
    @Test
    void givesThePictureBackWithoutNoiseAndRegularisation() {
        SmallScan scan = new SmallScan(8, 48, 40);
        L1Wavelet plain = new L1Wavelet(new L1Wavelet.Settings(0, 300, 1, 1));
        float[] image =
                plain.reconstruct(scan.measure(scan.lines(2, 12)), scan.maps()).data();
        double error = Vectors.relativeError(image, scan.truth().data());
        assertTrue(error < 5e-3, "relative error " + error);
    }

    @Test
    void comesNearerToANoisyScansTruthThanCgSense() {
        SmallScan scan = new SmallScan(6, 96, 80);
        for (long seed = 0; seed < 5; seed++) {
            KSpace kspace = scan.measure(scan.lines(3, 16), 0.05, seed);
            double l1 = error(
                    scan,
                    new L1Wavelet(L1Wavelet.Settings.DEFAULT)
                            .reconstruct(kspace, scan.maps())
                            .data());
            double cg = error(
                    scan,
                    new CgSense(CgSense.Settings.DEFAULT)
                            .reconstruct(kspace, scan.maps())
                            .data());
            assertTrue(l1 < 0.9 * cg, "seed " + seed + ": l1 " + l1 + ", CG-SENSE " + cg);
        }
    }

    @Test
    void scalesWithTheData() {
        SmallScan scan = new SmallScan(4, 48, 40);
        KSpace kspace = scan.measure(scan.lines(2, 12), 0.05, 1);
        float[] louder = kspace.data().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= 1024;
        }
        L1Wavelet method = new L1Wavelet(L1Wavelet.Settings.DEFAULT);
        float[] image = method.reconstruct(kspace, scan.maps()).data();
        float[] loud = method.reconstruct(new KSpace(4, kspace.mask(), louder), scan.maps())
                .data();
        for (int i = 0; i < image.length; i++) {
            assertEquals(image[i], loud[i] / 1024, 1e-5);
        }
    }

    @Test
    void givesTheSamePixelsForTheSameSeed() {
        SmallScan scan = new SmallScan(4, 48, 40);
        KSpace kspace = scan.measure(scan.lines(2, 12), 0.05, 1);
        L1Wavelet method = new L1Wavelet(L1Wavelet.Settings.DEFAULT);
        assertArrayEquals(
                method.reconstruct(kspace, scan.maps()).data(),
                method.reconstruct(kspace, scan.maps()).data());
    }

    private static double error(SmallScan scan, float[] image) {
        return Vectors.relativeError(image, scan.truth().data());
    }
}
