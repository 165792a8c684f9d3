package org.larmor.app.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.larmor.core.domain.RealVolume;
import org.larmor.display.files.WholeFile;

/** Writes series of stacks, or of vectors, as gzipped NIfTI-1 files (float32) that lie where another file's voxels lie. */
public final class NiftiSeries {
    private static final int OFFSET = 352;
    private static final short FLOAT32 = 16;
    private static final short VECTOR = 1007;

    private NiftiSeries() {}

    /** Writes one stack a time. */
    public static void write(Path path, String description, NiftiGeometry geometry, List<RealVolume> times)
            throws IOException {
        write(path, header(description, geometry, times.get(0), times.size(), 1), times);
    }

    /**
     * Writes vectors, the components along the fifth axis.
     *
     * @param components of each vector, all of their times
     */
    public static void writeVectors(
            Path path, String description, NiftiGeometry geometry, List<List<RealVolume>> components)
            throws IOException {
        List<RealVolume> first = components.get(0);
        byte[] header = header(description, geometry, first.get(0), first.size(), components.size());
        write(path, header, components.stream().flatMap(List::stream).toList());
    }

    private static void write(Path path, byte[] header, List<RealVolume> volumes) throws IOException {
        WholeFile.write(path, out -> {
            GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
            zip.write(header);
            for (RealVolume volume : volumes) {
                write(volume.data(), zip);
            }
            zip.finish();
        });
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        out.write(buffer.array());
    }

    private static byte[] header(
            String description, NiftiGeometry geometry, RealVolume size, int times, int components) {
        ByteBuffer header = ByteBuffer.allocate(OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 348);
        int[] dim = {components > 1 ? 5 : 4, size.columns(), size.rows(), size.slices(), times, components, 1, 1};
        for (int i = 0; i < dim.length; i++) {
            header.putShort(40 + 2 * i, (short) dim[i]);
        }
        header.putShort(68, components > 1 ? VECTOR : 0);
        header.putShort(70, FLOAT32);
        header.putShort(72, (short) 32);
        header.putFloat(108, OFFSET);
        header.putFloat(112, 1);
        byte[] text = description.getBytes(StandardCharsets.US_ASCII);
        header.put(148, text, 0, Math.min(text.length, 79));
        geometry.into(header);
        header.put(344, new byte[] {'n', '+', '1', 0});
        return header.array();
    }
}
