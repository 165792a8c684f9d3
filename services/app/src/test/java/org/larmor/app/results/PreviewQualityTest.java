package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreviewQualityTest {
    @Test
    void isTheMeanOverTheImagesOfAStageAtAShare() {
        PreviewQuality quality = PreviewQuality.of(
                List.of(picture("coarse", .6, 30.0), picture("coarse", .6, 34.0), picture("coarse", 1, 40.0)));
        assertEquals(Map.of("coarse", Map.of(60, 32.0, 100, 40.0)), quality.psnr());
    }

    @Test
    void isEmptyWhereTheTruthIsNotKnown() {
        assertTrue(PreviewQuality.of(List.of(picture("coarse", 1, null))).isEmpty());
    }

    @Test
    void aPointFartherUpInTheFiguresIsFartherUpInThePlot() {
        var low = PreviewQuality.of(List.of(picture("coarse", .5, 20.0), picture("coarse", 1, 30.0)));
        var high = PreviewQuality.of(List.of(picture("coarse", .5, 30.0), picture("coarse", 1, 20.0)));
        int ground = low.plot("scan").getRGB(1, 1);
        assertNotEquals(ground, low.plot("scan").getRGB(710, 60), "30 dB at the right is at the top");
        assertEquals(low.plot("scan").getRGB(710, 420), high.plot("scan").getRGB(70, 420), "both lie at the bottom");
    }

    private static Report.Picture picture(String stage, double share, @Nullable Double psnr) {
        return new Report.Picture(
                "a.png", stage, "coarse-to-fine", 0, 0, 0, 0, 0, share, 0, 0, 4, false, null, psnr, List.of());
    }
}
