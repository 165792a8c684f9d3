package org.larmor.core.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;

class AirTest {
    private static final int SIDE = 40;

    @Test
    void theFloorAroundTheObjectIsClearedAndTheObjectStaysAsItIs() {
        float[] disc = disc(.08f);
        float[] cleared = cleared(Map.of(Contrast.T1, picture(disc)), Contrast.T1);

        for (int i = 0; i < disc.length; i++) {
            assertEquals(isInside(i, 14) ? disc[i] : 0, cleared[i], "pixel " + i);
        }
    }

    @Test
    void whatIsDarkWithinTheObjectIsNoAir() {
        float[] hollow = disc(.08f);
        for (int i = 0; i < hollow.length; i++) {
            hollow[i] = isInside(i, 5) ? .08f : hollow[i];
        }
        float[] cleared = cleared(Map.of(Contrast.FLAIR, picture(hollow)), Contrast.FLAIR);

        assertEquals(.08f, cleared[SIDE / 2 * SIDE + SIDE / 2]);
        assertEquals(0, cleared[0]);
    }

    @Test
    void aRimThatOneContrastShowsIsKeptInTheOther() {
        float[] small = disc(.08f);
        for (int i = 0; i < small.length; i++) {
            small[i] = isInside(i, 14) && !isInside(i, 12) ? .09f : small[i];
        }
        Map<Contrast, RealImage> both = Map.of(Contrast.FLAIR, picture(small), Contrast.T2, picture(disc(.05f)));

        float[] cleared = cleared(both, Contrast.FLAIR);

        for (int i = 0; i < small.length; i++) {
            assertEquals(isInside(i, 14) ? small[i] : 0, cleared[i], "pixel " + i);
        }
    }

    @Test
    void aPictureWithoutAFloorStaysAsItIsAndSoDoesAConstantOne() {
        float[] stripped = disc(0);
        assertArrayEquals(stripped, cleared(Map.of(Contrast.T1, picture(stripped)), Contrast.T1));
        RealImage constant = picture(new float[SIDE * SIDE]);
        assertArrayEquals(constant.data(), cleared(Map.of(Contrast.T1, constant), Contrast.T1));
    }

    @Test
    void aPictureThatIsCutOutOfTissueHasNoAir() {
        float[] cut = disc(.9f);
        assertArrayEquals(cut, cleared(Map.of(Contrast.T1, picture(cut)), Contrast.T1));
    }

    private static float[] cleared(Map<Contrast, RealImage> pictures, Contrast of) {
        return java.util.Objects.requireNonNull(
                        Air.cleared(new EnumMap<>(pictures)).get(of))
                .data();
    }

    private static RealImage picture(float[] data) {
        return new RealImage(SIDE, SIDE, data);
    }

    private static boolean isInside(int i, double radius) {
        return Math.hypot(i / SIDE - SIDE / 2, i % SIDE - SIDE / 2) < radius;
    }

    private static float[] disc(float floor) {
        float[] data = new float[SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            data[i] = isInside(i, 14) ? 1 + .3f * (i % 3) : floor;
        }
        return data;
    }
}
