package org.larmor.core.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.domain.Vector3;

class UprightGridTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 30;

    /** A slice whose intensity says where a pixel lies in the patient: 3 mm to the left is 3, 2 mm to the back 200. */
    private static StudySlice slice(Vector3 across, Vector3 down, double rowStep, double columnStep) {
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            double u = (i % COLUMNS + 0.5 - COLUMNS / 2.0) * columnStep;
            double v = (i / COLUMNS + 0.5 - ROWS / 2.0) * rowStep;
            data[i] = (float) (u * across.x() + v * down.x() + 100 * (u * across.y() + v * down.y()));
        }
        var placement = new Placement(Vector3.ZERO, across, down, new Vector3(0, 0, 1));
        var extent = new Vector3((float) (COLUMNS * columnStep), (float) (ROWS * rowStep), 5);
        return new StudySlice(
                Map.of(Contrast.T1, new RealImage(ROWS, COLUMNS, data)), new Geometry(placement, extent), "");
    }

    private static RealImage picture(StudySlice slice) {
        return slice.pictures().values().iterator().next();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, 1, 1",
        "-1, 0, 0, -1, 1, 1",
        "0, 1, 1, 0, 1, 1",
        "0, -1, 1, 0, 1, 1",
        "1, 0, 0, 1, 1.5, .5",
        "0, 1, -1, 0, .5, 2"
    })
    void theNoseIsUpWhateverTheOrderOfThePixels(
            float readX, float readY, float phaseX, float phaseY, double rowStep, double columnStep)
            throws AnomalyRefusal {
        StudySlice slice = slice(new Vector3(readX, readY, 0), new Vector3(phaseX, phaseY, 0), rowStep, columnStep);
        UprightGrid grid = UprightGrid.of(slice, 1);
        RealImage upright = grid.upright(picture(slice));
        for (int row = 10; row < grid.rows() - 10; row++) {
            for (int column = 10; column < grid.columns() - 10; column++) {
                double left = column + 0.5 - grid.columns() / 2.0;
                double back = row + 0.5 - grid.rows() / 2.0;
                assertEquals(
                        left + 100 * back,
                        upright.data()[row * grid.columns() + column],
                        0.51,
                        "row " + row + ", column " + column);
            }
        }
    }

    @Test
    void pixelsOf1MillimetreComeBackAsTheyWere() throws AnomalyRefusal {
        StudySlice slice = slice(new Vector3(0, -1, 0), new Vector3(-1, 0, 0), 1, 1);
        UprightGrid grid = UprightGrid.of(slice, 1);
        float[] before = picture(slice).data();
        assertArrayEquals(before, grid.back(grid.upright(picture(slice))).data(), 0f);
    }

    @Test
    void coarserPixelsComeBackNearlyAsTheyWere() throws AnomalyRefusal {
        StudySlice slice = slice(new Vector3(1, 0, 0), new Vector3(0, 1, 0), 2, 1.5);
        UprightGrid grid = UprightGrid.of(slice, 1);
        float[] back = grid.back(grid.upright(picture(slice))).data();
        float[] before = picture(slice).data();
        for (int row = 2; row < ROWS - 2; row++) {
            for (int column = 2; column < COLUMNS - 2; column++) {
                assertEquals(before[row * COLUMNS + column], back[row * COLUMNS + column], 0.51);
            }
        }
    }
}
