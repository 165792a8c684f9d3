package org.larmor.app.synthesis;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.NiftiGeometry;
import org.larmor.app.data.NiftiVolume;
import org.larmor.app.data.NpyArray;
import org.larmor.core.domain.RealVolume;

/**
 * One phase of a moving organ, from a file.
 *
 * @param stack whether it is a stack of slices, be it of one
 * @param geometry where its voxels lie, or null where the file does not say
 */
public record Phase(
        Path file,
        RealVolume picture,
        boolean stack,
        @Nullable NiftiGeometry geometry) {
    private static final long MOST_PIXELS = 1 << 26;

    /** Of one bit each; deflate makes no more than 1032 bytes of one. */
    private static final long PIXELS_A_BYTE = 8 * 1032;

    /** @throws BadInput if it cannot be read or holds no picture that can move: one line that names it */
    public static Phase read(Path file) throws BadInput, IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + ": there is no such file");
        }
        Phase phase = ofKind(file, String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT));
        float[] values = phase.picture.data();
        boolean constant = true;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BadInput(file + ": holds values that are not finite");
            }
            constant &= value == values[0];
        }
        if (constant) {
            throw new BadInput(file + ": is constant: nothing in it can be seen to move");
        }
        return phase;
    }

    private static Phase ofKind(Path file, String name) throws BadInput, IOException {
        if (name.endsWith(".nii") || name.endsWith(".nii.gz")) {
            return nifti(file);
        }
        if (name.endsWith(".npy")) {
            return array(file);
        }
        if (name.endsWith(".png")) {
            return new Phase(file, png(file), false, null);
        }
        throw new BadInput(file + ": only .nii, .nii.gz, .npy and .png are read");
    }

    private static Phase nifti(Path file) throws BadInput, IOException {
        NiftiVolume.Series series = NiftiVolume.series(file);
        int times = series.times().size();
        if (times > 1) {
            throw new BadInput(file + ": holds " + times + " phases where one is needed");
        }
        RealVolume picture = series.times().get(0);
        return new Phase(file, picture, picture.slices() > 1, series.geometry());
    }

    private static Phase array(Path file) throws BadInput, IOException {
        NpyArray array = NpyArray.read(file);
        return new Phase(
                file, RealVolume.of(array.pictures(file)), array.shape().size() == 3, null);
    }

    /** Grey values as they are in the file; of colours their mean. */
    private static RealVolume png(Path file) throws BadInput, IOException {
        BufferedImage picture = picture(file);
        boolean grey = picture.getRaster().getNumBands() < 3 && !(picture.getColorModel() instanceof IndexColorModel);
        float[] data = new float[picture.getWidth() * picture.getHeight()];
        for (int i = 0; i < data.length; i++) {
            int x = i % picture.getWidth();
            int y = i / picture.getWidth();
            int rgb = grey ? 0 : picture.getRGB(x, y);
            data[i] = grey
                    ? picture.getRaster().getSample(x, y, 0)
                    : ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3f;
        }
        return new RealVolume(1, picture.getHeight(), picture.getWidth(), data);
    }

    /** Says how large it is before it is read: a file can announce more than it holds. */
    private static BufferedImage picture(Path file) throws BadInput, IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (!reader.getOriginatingProvider().canDecodeInput(in)) {
                throw new BadInput(file + ": not a PNG file");
            }
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > Math.min(MOST_PIXELS, PIXELS_A_BYTE * Files.size(file))) {
                throw new BadInput(file + ": announces " + reader.getWidth(0) + " x " + reader.getHeight(0)
                        + " pixels, more than it can hold or than are read");
            }
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw new BadInput(file + ": not a whole PNG file");
        } finally {
            reader.dispose();
        }
    }

    /** Where its voxels are, mm; of files that do not say, pixels of 1 mm about a common centre. */
    Grid grid() {
        return geometry == null ? Grid.centred(picture) : Grid.of(picture, geometry.matrix());
    }
}
