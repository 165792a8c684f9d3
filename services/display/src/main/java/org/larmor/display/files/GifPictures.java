package org.larmor.display.files;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Animated GIF files (GIF89a), which begin again for ever. */
public final class GifPictures {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private GifPictures() {}

    /**
     * Writes the pictures one after another.
     *
     * @param millis that each is shown, to ten
     */
    public static void write(Path path, List<BufferedImage> pictures, int millis) throws IOException {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(pictures.get(0));
        WholeFile.write(path, out -> {
            ImageWriter writer = ImageIO.getImageWriters(type, "gif").next();
            try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (BufferedImage picture : pictures) {
                    IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
                    metadata.setFromTree(FORMAT, described((IIOMetadataNode) metadata.getAsTree(FORMAT), millis));
                    writer.writeToSequence(new IIOImage(picture, null, metadata), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    private static IIOMetadataNode described(IIOMetadataNode root, int millis) {
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", String.valueOf(Math.max(1, millis / 10)));
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0});
        child(root, "ApplicationExtensions").appendChild(loop);
        return root;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }
}
