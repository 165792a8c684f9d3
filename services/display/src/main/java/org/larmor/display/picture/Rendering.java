package org.larmor.display.picture;

import java.awt.image.BufferedImage;
import org.larmor.core.domain.RealImage;

/** Turns values into pixels of a picture, one for one. */
public final class Rendering {
    private static final int SOLID = 0xFF;

    private Rendering() {}

    /** Eight-bit grey levels, for files: what a value is in the window is what the byte says. */
    public static BufferedImage grey(RealImage image, Window window) {
        BufferedImage picture = new BufferedImage(image.columns(), image.rows(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] levels = new byte[image.data().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) level(image.data()[i], window);
        }
        picture.getRaster().setDataElements(0, 0, image.columns(), image.rows(), levels);
        return picture;
    }

    /** The same grey levels as opaque colours, for drawing (drawing a grey raster would bend its levels). */
    public static BufferedImage greyColours(RealImage image, Window window) {
        return render(image, BufferedImage.TYPE_INT_RGB, value -> level(value, window) * 0x010101);
    }

    /** The colours of {@link ColourScale}. */
    public static BufferedImage colours(RealImage image, Window window) {
        return render(image, BufferedImage.TYPE_INT_RGB, value -> ColourScale.rgb(window.position(value)));
    }

    /** Colours that let the picture below shine through where the value is small. */
    public static BufferedImage overlay(RealImage image, Window window) {
        return render(image, BufferedImage.TYPE_INT_ARGB, value -> {
            float position = window.position(value);
            int alpha = Math.round(255 * Math.min(1, 1.6f * position));
            return alpha << 24 | ColourScale.rgb(position);
        });
    }

    /** The colours of anomaly maps, nothing where the value is not above the window's lower end. */
    public static BufferedImage anomaly(RealImage image, Window window) {
        return render(image, BufferedImage.TYPE_INT_ARGB, value -> {
            float position = window.position(value);
            return value > window.low() ? SOLID << 24 | ColourScale.anomaly(position) : 0;
        });
    }

    private static int level(float value, Window window) {
        return Math.round(255 * window.position(value));
    }

    private static BufferedImage render(RealImage image, int type, PixelColour colour) {
        BufferedImage picture = new BufferedImage(image.columns(), image.rows(), type);
        int[] pixels = new int[image.data().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = colour.of(image.data()[i]);
        }
        picture.setRGB(0, 0, image.columns(), image.rows(), pixels, 0, image.columns());
        return picture;
    }

    private interface PixelColour {
        int of(float value);
    }
}
