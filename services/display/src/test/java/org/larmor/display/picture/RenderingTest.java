package org.larmor.display.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.RealImage;
import org.larmor.display.Samples;
import org.larmor.display.files.PngPictures;

class RenderingTest {
    private static final RealImage RAMP = new RealImage(1, 6, new float[] {-1, 0, 1, 2, 4, Float.NaN});

    @Test
    void mapsTheWindowToGreyLevels() throws IOException {
        byte[] png = PngPictures.bytes(Rendering.grey(RAMP, Window.upTo(2)));

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));

        int[] levels = read.getRaster().getSamples(0, 0, 6, 1, 0, new int[6]);
        assertArrayEquals(new int[] {0, 0, 128, 255, 255, 0}, levels);
    }

    @Test
    void drawsTheSameLevelsThatItWritesToFiles() {
        BufferedImage drawn = Rendering.greyColours(RAMP, Window.upTo(2));

        assertEquals(0xFF808080, drawn.getRGB(2, 0));
    }

    @Test
    void letsThePictureShineThroughWhereItIsCertain() {
        BufferedImage overlay = Rendering.overlay(RAMP, Window.upTo(2));

        assertEquals(0, overlay.getRGB(1, 0) >>> 24);
        assertEquals(255, overlay.getRGB(3, 0) >>> 24);
    }

    @Test
    void aFewBrightPixelsDoNotDarkenTheRest() {
        RealImage image = Samples.random(100, 100, 5);
        image.data()[17] = 1e6f;

        Window window = Window.robust(List.of(image));

        assertEquals(0.995, window.high(), 0.01);
    }

    @Test
    void anEmptyPictureHasAWindowToo() {
        Window window = Window.robust(List.of(new RealImage(2, 2, new float[4])));

        assertEquals(0, window.position(0));
        assertTrue(window.high() > window.low());
    }

    @Test
    void coloursGrowBrighterAllTheWay() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int rgb = ColourScale.rgb(i / 100f);
            double brightness = 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
            assertTrue(brightness > before, "at " + i + " %");
            before = brightness;
        }
    }

    @Test
    void aSheetHoldsEveryTile() {
        RealImage white = new RealImage(2, 2, new float[] {1, 1, 1, 1});
        var tile = new ContactSheet.Tile(white, Window.upTo(1), 1, false, List.of("zero-filled"));
        var strips = List.of(
                new ContactSheet.Strip("first", List.of(tile, tile)), new ContactSheet.Strip("second", List.of(tile)));

        BufferedImage sheet = ContactSheet.draw("scan", "R = 4", strips);

        SheetLayout layout = SheetLayout.of(strips);
        int middle = layout.tileWidth() / 2;
        assertEquals(0xFFFFFFFF, sheet.getRGB(layout.x(0) + middle, layout.y(0) + middle));
        assertEquals(0xFFFFFFFF, sheet.getRGB(layout.x(1) + middle, layout.y(0) + middle));
        assertEquals(0xFFFFFFFF, sheet.getRGB(layout.x(0) + middle, layout.y(1) + middle));
        assertEquals(0xFF0B0E13, sheet.getRGB(layout.x(1) + middle, layout.y(1) + middle));
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.draw("scan", "", List.of()));
    }

    @Test
    void anAnomalyMapShowsNothingUpToItsThreshold() {
        RealImage map = new RealImage(1, 4, new float[] {0, .5f, .6f, 9});

        BufferedImage shown = Rendering.anomaly(map, new Window(.5f, 2));

        assertEquals(0, shown.getRGB(0, 0));
        assertEquals(0, shown.getRGB(1, 0));
        assertEquals(0xFF, shown.getRGB(2, 0) >>> 24);
        assertEquals(0xFF000000 | ColourScale.anomaly(1), shown.getRGB(3, 0));
    }
}
