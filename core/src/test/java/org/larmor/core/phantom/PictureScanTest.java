package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

class PictureScanTest {
    private static final int SIDE = 64;
    private static final RealImage DISC = disc();

    /** One coil sees evenly: without noise the magnitude is the picture, over its bright parts. */
    @Test
    void oneCoilSeesThePictureItself() {
        RealImage seen = ZeroFilled.rootSumOfSquares(PictureScan.of(DISC, SIDE, SIDE, CoilArray.ring(1, 1), 0, 7));
        int middle = SIDE / 2 * SIDE + SIDE / 2;
        double scale = seen.data()[middle] / DISC.data()[middle];
        for (int i = 0; i < DISC.data().length; i++) {
            assertEquals(scale * DISC.data()[i], seen.data()[i], 0.02, "pixel " + i);
        }
        assertEquals(1, seen.data()[middle], 0.1);
    }

    /** Each coil's share differs, so the coils tell places apart. */
    @Test
    void severalCoilsSeeItFromDifferentSides() {
        KSpace kspace = PictureScan.of(DISC, SIDE, SIDE, CoilArray.ring(4, 1), 0, 7);
        float[] images = ZeroFilled.coilImages(kspace);
        int left = SIDE / 2 * SIDE + SIDE / 4;
        int right = SIDE / 2 * SIDE + 3 * SIDE / 4;
        double most = 0;
        for (int coil = 0; coil < 4; coil++) {
            double ratio = size(images, coil, left) / size(images, coil, right);
            most = Math.max(most, Math.max(ratio, 1 / ratio));
        }
        assertTrue(most > 3, "ratio " + most);
    }

    @Test
    void aSmallerMatrixShowsTheSameBrightness() {
        RealImage seen = ZeroFilled.rootSumOfSquares(PictureScan.of(DISC, 32, 40, CoilArray.ring(1, 1), 0, 7));
        assertEquals(32, seen.rows());
        assertEquals(40, seen.columns());
        assertEquals(1, seen.data()[16 * 40 + 20], 0.15);
    }

    @Test
    void noiseHasTheDeviationThatWasAskedFor() {
        KSpace quiet = PictureScan.of(DISC, SIDE, SIDE, CoilArray.ring(4, 1), 0, 7);
        KSpace noisy = PictureScan.of(DISC, SIDE, SIDE, CoilArray.ring(4, 1), 0.3, 7);
        double squares = 0;
        for (int i = 0; i < quiet.data().length; i++) {
            squares += Math.pow(noisy.data()[i] - quiet.data()[i], 2);
        }
        assertEquals(0.3, Math.sqrt(2 * squares / quiet.data().length), 0.005, "seed 7");
    }

    @Test
    void refusesAPictureThatIsTooSmallOrDark() {
        CoilArray coils = CoilArray.ring(2, 1);
        assertThrows(IllegalArgumentException.class, () -> PictureScan.of(DISC, 65, 64, coils, 0, 1));
        RealImage dark = new RealImage(8, 8, new float[64]);
        assertThrows(IllegalArgumentException.class, () -> PictureScan.of(dark, 8, 8, coils, 0, 1));
    }

    private static double size(float[] images, int coil, int pixel) {
        int at = 2 * (coil * SIDE * SIDE + pixel);
        return Math.hypot(images[at], images[at + 1]);
    }

    private static RealImage disc() {
        float[] data = new float[SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            double far = Math.hypot(i / SIDE - SIDE / 2.0, i % SIDE - SIDE / 2.0);
            data[i] = (float) (40 / (1 + Math.exp(far - 22)));
        }
        return new RealImage(SIDE, SIDE, data);
    }
}
