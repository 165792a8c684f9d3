package org.larmor.display.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Compares what a browser shows with a picture in the repository: both are averaged down, so that what differs between versions of a
 * browser (how it scales, how it rounds) does not count, and what a person would see does.
 *
 * <p>{@code -Dlarmor.screenshots.update=true} writes what is shown in its place: look at it before it is committed.
 */
final class Likeness {
    private static final Path FOLDER = Path.of("src/browser/resources/org/larmor/display/browser");
    private static final int SIZE = 48;

    /** Largest difference of a channel of an averaged pixel, and the mean one, of 255. */
    private static final int LARGEST = 40;

    private static final double MEAN = 3;

    private Likeness() {}

    static void assertLike(String name, byte[] png) throws IOException {
        Path file = FOLDER.resolve(name + ".png");
        if (Boolean.getBoolean("larmor.screenshots.update")) {
            ImageIO.write(small(new ByteArrayInputStream(png)), "png", file.toFile());
        }
        try (InputStream in = Files.newInputStream(file)) {
            int[] wanted = pixels(small(in));
            int[] found = pixels(small(new ByteArrayInputStream(png)));
            int largest = 0;
            double sum = 0;
            for (int i = 0; i < wanted.length; i++) {
                largest = Math.max(largest, Math.abs(wanted[i] - found[i]));
                sum += Math.abs(wanted[i] - found[i]);
            }
            String apart = name + ": pixels differ by up to " + largest + ", " + sum / wanted.length + " on average";
            assertTrue(largest <= LARGEST && sum / wanted.length <= MEAN, apart);
        }
    }

    private static BufferedImage small(InputStream png) throws IOException {
        BufferedImage image = ImageIO.read(png);
        BufferedImage small = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                small.setRGB(x, y, mean(image, x, y));
            }
        }
        return small;
    }

    /** Of the pixels that fall on one of the small picture. */
    private static int mean(BufferedImage image, int column, int row) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int count = 0;
        int lastY = Math.max(row * image.getHeight() / SIZE + 1, (row + 1) * image.getHeight() / SIZE);
        int lastX = Math.max(column * image.getWidth() / SIZE + 1, (column + 1) * image.getWidth() / SIZE);
        for (int y = row * image.getHeight() / SIZE; y < lastY; y++) {
            for (int x = column * image.getWidth() / SIZE; x < lastX; x++) {
                int rgb = image.getRGB(x, y);
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
                count++;
            }
        }
        return Math.toIntExact(red / count << 16 | green / count << 8 | blue / count);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, SIZE, SIZE, (int[]) null);
    }
}
