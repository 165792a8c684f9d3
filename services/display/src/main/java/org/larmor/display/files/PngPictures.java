package org.larmor.display.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files and PNG bytes. */
public final class PngPictures {
    private PngPictures() {}

    /** Writes one picture. */
    public static void write(Path path, BufferedImage picture) throws IOException {
        WholeFile.write(path, out -> encode(picture, out));
    }

    /** The bytes of a PNG file. */
    public static byte[] bytes(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(picture.getWidth() * picture.getHeight() / 2 + 1024);
        try {
            encode(picture, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void encode(BufferedImage picture, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "png")
                .next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(picture);
        } finally {
            writer.dispose();
        }
    }
}
