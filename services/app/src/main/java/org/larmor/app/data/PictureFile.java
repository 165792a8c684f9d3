package org.larmor.app.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.RealVolume;

/**
 * A picture or a stack of slices from a file: NIfTI, NumPy, PNG, or DICOM; a folder is the slices of a DICOM series.
 *
 * @param stack whether it is a stack of slices, be it of one
 * @param nifti where its voxels lie as a NIfTI file says it, or null
 * @param geometry of each slice, or empty where the file does not say
 */
public record PictureFile(
        Path file,
        RealVolume picture,
        boolean stack,
        @Nullable NiftiGeometry nifti,
        List<Geometry> geometry) {
    private static final long MOST_PIXELS = 1 << 26;

    /** Of one bit each; deflate makes no more than 1032 bytes of one. */
    private static final long PIXELS_A_BYTE = 8 * 1032;

    public PictureFile {
        geometry = List.copyOf(geometry);
    }

    /** @throws BadInput if it cannot be read; one line that names it */
    public static PictureFile read(Path file) throws BadInput, IOException {
        if (Files.isDirectory(file)) {
            return DicomSeries.read(file);
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + ": there is no such file");
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".nii") || name.endsWith(".nii.gz")) {
            return nifti(file);
        }
        if (name.endsWith(".npy")) {
            NpyArray array = NpyArray.read(file);
            return of(file, RealVolume.of(array.pictures(file)), array.shape().size() == 3);
        }
        if (name.endsWith(".png")) {
            return of(file, png(file), false);
        }
        if (DicomPicture.isOne(file)) {
            DicomPicture slice = DicomPicture.read(file);
            return new PictureFile(
                    file,
                    RealVolume.of(slice.picture()),
                    false,
                    null,
                    slice.geometry().stream().toList());
        }
        throw new BadInput(file + ": only .nii, .nii.gz, .npy, .png and DICOM are read");
    }

    private static PictureFile of(Path file, RealVolume picture, boolean stack) {
        return new PictureFile(file, picture, stack, null, List.of());
    }

    private static PictureFile nifti(Path file) throws BadInput, IOException {
        NiftiVolume.Series series = NiftiVolume.series(file);
        int times = series.times().size();
        if (times > 1) {
            throw new BadInput(file + ": holds " + times + " phases where one is needed");
        }
        RealVolume picture = series.times().get(0);
        List<Geometry> geometry = new ArrayList<>();
        for (int slice = 0; slice < picture.slices(); slice++) {
            geometry.add(series.geometry().ofSlice(slice, picture.rows(), picture.columns()));
        }
        return new PictureFile(file, picture, picture.slices() > 1, series.geometry(), geometry);
    }

    /** Grey values as they are in the file; of colours their mean. */
    private static RealVolume png(Path file) throws BadInput, IOException {
        BufferedImage picture = announced(file);
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
    private static BufferedImage announced(Path file) throws BadInput, IOException {
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

    /** A slice's geometry, or one like {@code assumed} where the file does not say. */
    public Geometry geometryOf(int slice, Geometry assumed) {
        return geometry.isEmpty() ? assumed : geometry.get(slice);
    }

    /** Sizes of its axes. */
    public List<Integer> shape() {
        List<Integer> shape = new ArrayList<>(List.of(picture.slices(), picture.rows(), picture.columns()));
        return stack ? Collections.unmodifiableList(shape) : List.copyOf(shape.subList(1, 3));
    }
}
