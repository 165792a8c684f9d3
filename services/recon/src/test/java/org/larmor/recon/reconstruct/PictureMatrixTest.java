package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.Vector3;

class PictureMatrixTest {
    @ParameterizedTest
    @CsvSource({"6,8,4,4", "6,8,7,5", "5,7,8,9", "5,8,4,9", "8,8,8,8"})
    void theCentreStaysTheCentre(int rows, int columns, int wantedRows, int wantedColumns) {
        RealImage picture = ramp(rows, columns);
        RealImage fitted = PictureMatrix.fitted(picture, image(wantedRows, wantedColumns));
        assertEquals(wantedRows, fitted.rows());
        assertEquals(wantedColumns, fitted.columns());
        float centre = picture.data()[rows / 2 * columns + columns / 2];
        assertEquals(centre, fitted.data()[wantedRows / 2 * wantedColumns + wantedColumns / 2]);
    }

    @Test
    void whatIsPaddedIsZeroAndNothingIsLost() {
        RealImage picture = ramp(4, 5);
        RealImage fitted = PictureMatrix.fitted(picture, image(9, 8));
        assertEquals(sum(picture), sum(fitted));
    }

    @Test
    void aPictureThatFitsIsLeftAsItIs() {
        RealImage picture = ramp(4, 5);
        assertSame(picture, PictureMatrix.fitted(picture, image(4, 5)));
    }

    private static double sum(RealImage picture) {
        return IntStream.range(0, picture.data().length)
                .mapToDouble(i -> picture.data()[i])
                .sum();
    }

    private static RealImage ramp(int rows, int columns) {
        float[] data = new float[rows * columns];
        for (int i = 0; i < data.length; i++) {
            data[i] = i + 1;
        }
        return new RealImage(rows, columns, data);
    }

    private static AssembledImage image(int rows, int columns) {
        SamplingMask mask = SamplingMask.ofLines(new boolean[] {true}, 1);
        return new AssembledImage(
                ImageIndex.FIRST,
                new KSpace(1, mask, new float[2]),
                null,
                1,
                true,
                new Geometry(Placement.AXIAL, Vector3.ZERO),
                new EncodedSpace(columns, rows, 1, Vector3.ZERO),
                Vector3.ZERO,
                false,
                "");
    }
}
