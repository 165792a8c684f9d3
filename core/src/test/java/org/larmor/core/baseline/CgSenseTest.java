package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;

class CgSenseTest {
    private static final CgSense EXACT = new CgSense(new CgSense.Settings(0, 200, 1e-7, 1));

    @ParameterizedTest(name = "{1} x {2}, every {3}th line")
    @CsvSource({"1,24,20,1", "4,24,20,1", "8,40,30,2", "8,41,30,2"})
    void givesThePictureBackFromNoiselessLines(int coils, int rows, int columns, int step) {
        SmallScan scan = new SmallScan(coils, rows, columns);
        ComplexImage image = EXACT.reconstruct(scan.measure(scan.lines(step, 8)), scan.maps());
        double error = Vectors.relativeError(image.data(), scan.truth().data());
        assertTrue(error < 2e-3, "relative error " + error);
    }

    @Test
    void shrinksThePictureByLambdaWhenEverythingWasMeasured() {
        SmallScan scan = new SmallScan(4, 24, 20);
        CgSense half = new CgSense(new CgSense.Settings(1, 50, 1e-7, 1));
        float[] image =
                half.reconstruct(scan.measure(scan.everything()), scan.maps()).data();
        float[] wanted = scan.truth().data().clone();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] /= 2;
        }
        assertArrayEquals(wanted, image, 1e-5f);
    }

    @Test
    void isEmptyWhereNoCoilSees() {
        SmallScan scan = new SmallScan(4, 24, 20);
        float[] maps = scan.maps().data().clone();
        int hidden = 24 * 20 / 2 + 3;
        for (int coil = 0; coil < 4; coil++) {
            maps[2 * (coil * 480 + hidden)] = 0;
            maps[2 * (coil * 480 + hidden) + 1] = 0;
        }
        KSpace kspace = scan.measure(scan.lines(2, 8));
        float[] image = new CgSense(CgSense.Settings.DEFAULT)
                .reconstruct(kspace, new CoilMaps(4, 24, 20, maps))
                .data();
        assertTrue(image[2 * hidden] == 0 && image[2 * hidden + 1] == 0);
    }

    @Test
    void needsNoStepFromItsOwnSolutionAndLeavesTheStartAsItIs() {
        SmallScan scan = new SmallScan(4, 24, 20);
        float[] before = scan.truth().data().clone();
        ComplexImage image = new CgSense(new CgSense.Settings(0, 0, 0, 1))
                .reconstruct(scan.measure(scan.lines(2, 8)), scan.maps(), scan.truth());
        assertArrayEquals(before, image.data());
        EXACT.reconstruct(scan.measure(scan.lines(2, 8), 0.1, 1), scan.maps(), scan.truth());
        assertArrayEquals(before, scan.truth().data());
    }
}
