package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.domain.KSpace;

class CoilCalibrationTest {
    @Test
    void usesEspiritWhereThereAreLinesEnough() {
        SmallScan scan = new SmallScan(4, 40, 40);
        CoilCalibration calibration = CoilCalibration.of(scan.measure(scan.lines(2, 16)), Espirit.Settings.DEFAULT);
        assertEquals(CoilCalibration.Method.ESPIRIT, calibration.method());
        assertEquals(17, calibration.region().rows());
    }

    @Test
    void takesASingleCoilToSeeEverythingAlike() {
        SmallScan scan = new SmallScan(1, 40, 40);
        CoilCalibration calibration = CoilCalibration.of(scan.measure(scan.lines(2, 16)), Espirit.Settings.DEFAULT);
        assertEquals(CoilCalibration.Method.SINGLE_COIL, calibration.method());
        assertEquals(1, calibration.maps().data()[0]);
        assertTrue(calibration.maps().isSupported(0, 0));
    }

    @Test
    void fallsBackToLowResolutionMapsThatStillReconstruct() {
        SmallScan scan = new SmallScan(6, 64, 56);
        KSpace kspace = scan.measure(scan.lines(1, 5));
        CoilMaps maps = LowResolutionMaps.of(kspace);
        float[] image = new CgSense(CgSense.Settings.DEFAULT)
                .reconstruct(kspace, maps)
                .magnitude()
                .data();
        float[] truth = scan.truth().magnitude().data();
        assertTrue(Vectors.relativeError(image, truth) < 0.12, "error " + Vectors.relativeError(image, truth));
        CoilCalibration few = CoilCalibration.of(scan.measure(scan.lines(4, 3)), Espirit.Settings.DEFAULT);
        assertEquals(CoilCalibration.Method.LOW_RESOLUTION, few.method());
        assertEquals(3, few.region().rows());
    }
}
