package org.larmor.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;

/**
 * One grey picture of an uncompressed DICOM file (Part 10, little-endian), in its rescaled values.
 *
 * @param geometry where it lies, or nothing where the file does not say
 */
public record DicomPicture(RealImage picture, Optional<Geometry> geometry) {
    private static final int MAGIC_AT = 128;
    private static final int SAMPLES = 0x00280002;
    private static final int PHOTOMETRIC = 0x00280004;
    private static final int FRAMES = 0x00280008;
    private static final int ROWS = 0x00280010;
    private static final int COLUMNS = 0x00280011;
    private static final int SPACING = 0x00280030;
    private static final int ALLOCATED = 0x00280100;
    private static final int SIGNED = 0x00280103;
    private static final int INTERCEPT = 0x00281052;
    private static final int SLOPE = 0x00281053;
    private static final int THICKNESS = 0x00180050;
    private static final int POSITION = 0x00200032;
    private static final int ORIENTATION = 0x00200037;
    private static final int PIXELS = 0x7FE00010;

    /** Whether the file begins as one of DICOM does. */
    public static boolean isOne(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < MAGIC_AT + 4) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC_AT + 4);
            return start[128] == 'D' && start[129] == 'I' && start[130] == 'C' && start[131] == 'M';
        }
    }

    /** @throws BadInput if it is no such file, in one line that names it */
    public static DicomPicture read(Path file) throws BadInput, IOException {
        if (!isOne(file)) {
            throw new BadInput(file + ": not a DICOM file");
        }
        DicomElements elements = DicomElements.read(file, ByteBuffer.wrap(Files.readAllBytes(file)), MAGIC_AT + 4);
        int rows = elements.number(ROWS);
        int columns = elements.number(COLUMNS);
        int bits = elements.number(ALLOCATED);
        if (rows < 1 || columns < 1 || (bits != 8 && bits != 16)) {
            throw new BadInput(file + ": " + rows + " x " + columns + " pixels of " + bits + " bits are not read");
        }
        if (elements.number(SAMPLES) > 1 || elements.values(FRAMES).orElse(new double[] {1})[0] > 1) {
            throw new BadInput(file + ": only files of one grey picture are read");
        }
        ByteBuffer pixels = elements.bytes(PIXELS).orElseThrow(() -> new BadInput(file + ": holds no pixels"));
        if (pixels.remaining() < (long) rows * columns * bits / 8) {
            throw new BadInput(file + ": ends before its " + rows + " x " + columns + " pixels do");
        }
        boolean signed = elements.number(SIGNED) == 1;
        double slope = elements.values(SLOPE).orElse(new double[] {1})[0];
        double intercept = elements.values(INTERCEPT).orElse(new double[] {0})[0];
        float[] data = new float[Math.multiplyExact(rows, columns)];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (slope * stored(pixels, i, bits, signed) + intercept);
            most = Math.max(most, data[i]);
        }
        if (elements.text(PHOTOMETRIC).equals("MONOCHROME1")) {
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) (most - data[i]);
            }
        }
        return new DicomPicture(new RealImage(rows, columns, data), geometry(elements, rows, columns));
    }

    private static int stored(ByteBuffer pixels, int at, int bits, boolean signed) {
        int from = pixels.position();
        if (bits == 8) {
            byte value = pixels.get(from + at);
            return signed ? value : Byte.toUnsignedInt(value);
        }
        short value = pixels.getShort(from + 2 * at);
        return signed ? value : Short.toUnsignedInt(value);
    }

    /** The standard's position is that of the first pixel's centre; here it is that of pixel (rows / 2, columns / 2). */
    private static Optional<Geometry> geometry(DicomElements elements, int rows, int columns) throws BadInput {
        Optional<double[]> spacing = elements.values(SPACING).filter(values -> values.length == 2);
        if (spacing.isEmpty()) {
            return Optional.empty();
        }
        double down = spacing.get()[0];
        double across = spacing.get()[1];
        double[] axes = elements.values(ORIENTATION)
                .filter(values -> values.length == 6)
                .orElse(new double[] {1, 0, 0, 0, 1, 0});
        double[] first =
                elements.values(POSITION).filter(values -> values.length == 3).orElse(new double[] {0, 0, 0});
        double[] centre = new double[3];
        for (int i = 0; i < 3; i++) {
            centre[i] = first[i] + axes[i] * across * (columns / 2) + axes[3 + i] * down * (rows / 2);
        }
        double[] normal = {
            axes[1] * axes[5] - axes[2] * axes[4],
            axes[2] * axes[3] - axes[0] * axes[5],
            axes[0] * axes[4] - axes[1] * axes[3]
        };
        double thickness = elements.values(THICKNESS).orElse(new double[] {1})[0];
        return Optional.of(new Geometry(
                new Placement(vector(centre, 0), vector(axes, 0), vector(axes, 3), vector(normal, 0)),
                new Vector3((float) (across * columns), (float) (down * rows), (float) thickness)));
    }

    private static Vector3 vector(double[] values, int from) {
        return new Vector3((float) values[from], (float) values[from + 1], (float) values[from + 2]);
    }
}
