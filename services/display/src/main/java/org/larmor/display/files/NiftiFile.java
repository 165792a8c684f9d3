package org.larmor.display.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;

/**
 * NIfTI-1 files (float32, gzipped where the name ends in {@code .gz}) with the scanner's frame as {@code sform}.
 *
 * <p>Axes: readout, phase encoding, slice, and one for all of phase, contrast and repetition (phase fastest).
 */
public final class NiftiFile {
    private static final int HEADER_BYTES = 348;
    private static final int DATA_OFFSET = 352;
    private static final short FLOAT32 = 16;
    private static final byte MILLIMETRES_AND_SECONDS = 2 | 8;
    private static final short SCANNER_FRAME = 1;

    private NiftiFile() {}

    /** One picture of the volume, and where it lies. */
    public record Plane(ImageIndex index, Geometry geometry, RealImage image) {}

    /**
     * Writes the planes as one volume, in the order of their indices.
     *
     * @throws IllegalArgumentException if sizes differ or the planes are not one for each slice and each other counter
     */
    public static void write(Path path, String description, List<Plane> planes) throws IOException {
        List<Plane> ordered =
                planes.stream().sorted((a, b) -> a.index().compareTo(b.index())).toList();
        int slices = slices(ordered);
        WholeFile.write(path, out -> {
            boolean zipped = path.getFileName().toString().endsWith(".gz");
            GZIPOutputStream zip = zipped ? new GZIPOutputStream(out, 1 << 16) : null;
            java.io.OutputStream target = zip == null ? out : zip;
            target.write(header(description, ordered, slices));
            for (Plane plane : ordered) {
                NpyFile.writeLittleEndian(plane.image().data(), target);
            }
            if (zip != null) {
                zip.finish();
            }
        });
    }

    /** Whether {@link #write} would take these planes: an incomplete scan is no volume. */
    public static boolean isVolume(List<Plane> planes) {
        try {
            return slices(planes.stream()
                            .sorted((a, b) -> a.index().compareTo(b.index()))
                            .toList())
                    > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int slices(List<Plane> planes) {
        if (planes.isEmpty()) {
            throw new IllegalArgumentException("a NIfTI volume needs a picture");
        }
        int slices = (int)
                planes.stream().mapToInt(p -> p.index().slice()).distinct().count();
        RealImage first = planes.get(0).image();
        for (int i = 0; i < planes.size(); i++) {
            Plane plane = planes.get(i);
            if (plane.image().rows() != first.rows() || plane.image().columns() != first.columns()) {
                throw new IllegalArgumentException("picture " + plane.index() + " differs in size from the first");
            }
            if (plane.index().slice() != planes.get(i % slices).index().slice() || planes.size() % slices != 0) {
                throw new IllegalArgumentException(
                        "picture " + plane.index() + ": every slice needs the same phases, contrasts and repetitions");
            }
        }
        return slices;
    }

    private static byte[] header(String description, List<Plane> planes, int slices) {
        RealImage first = planes.get(0).image();
        int times = planes.size() / slices;
        VoxelFrame frame = VoxelFrame.of(planes.subList(0, slices));
        ByteBuffer header = ByteBuffer.allocate(DATA_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, HEADER_BYTES);
        int[] dim = {times > 1 ? 4 : 3, first.columns(), first.rows(), slices, times, 1, 1, 1};
        for (int i = 0; i < dim.length; i++) {
            header.putShort(40 + 2 * i, (short) dim[i]);
        }
        header.putShort(70, FLOAT32);
        header.putShort(72, (short) 32);
        float[] spacing = frame.spacing();
        float[] pixdim = {1, spacing[0], spacing[1], spacing[2], 1, 1, 1, 1};
        for (int i = 0; i < pixdim.length; i++) {
            header.putFloat(76 + 4 * i, pixdim[i]);
        }
        header.putFloat(108, DATA_OFFSET);
        header.putFloat(112, 1);
        header.put(123, MILLIMETRES_AND_SECONDS);
        byte[] text = description.getBytes(StandardCharsets.US_ASCII);
        header.put(148, text, 0, Math.min(text.length, 79));
        header.putShort(254, SCANNER_FRAME);
        float[][] sform = frame.ras();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                header.putFloat(280 + 16 * row + 4 * column, sform[row][column]);
            }
        }
        header.put(344, new byte[] {'n', '+', '1', 0});
        return header.array();
    }
}
