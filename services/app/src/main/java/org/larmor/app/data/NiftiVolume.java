package org.larmor.app.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.RealImage;

/** Reads the slices of a NIfTI-1 volume (one file, plain or gzipped): the planes of its third axis. */
public final class NiftiVolume {
    private static final int HEADER = 348;
    private static final int DIM = 40;
    private static final int DATATYPE = 70;
    private static final int VOX_OFFSET = 108;
    private static final int SCL_SLOPE = 112;
    private static final int SCL_INTER = 116;

    private NiftiVolume() {}

    /**
     * The slices of the volume, of a series the first.
     *
     * @throws BadInput if it is no such file, in one line that names it
     */
    public static List<RealImage> read(Path path) throws BadInput, IOException {
        return series(path).getFirst();
    }

    /**
     * The slices of each volume of a series, in the order of time.
     *
     * @throws BadInput if it is no such file, in one line that names it
     */
    public static List<List<RealImage>> series(Path path) throws BadInput, IOException {
        ByteBuffer file = bytes(path);
        if (file.capacity() < HEADER) {
            throw new BadInput(path + ": not a NIfTI file");
        }
        file.order(file.getInt(0) == HEADER ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (file.getInt(0) != HEADER) {
            throw new BadInput(path + ": not a NIfTI-1 file");
        }
        int columns = file.getShort(DIM + 2);
        int rows = file.getShort(DIM + 4);
        int slices = file.getShort(DIM) < 3 ? 1 : file.getShort(DIM + 6);
        int volumes = file.getShort(DIM) < 4 ? 1 : Math.max(1, file.getShort(DIM + 8));
        int type = file.getShort(DATATYPE);
        int width = width(path, type);
        int from = (int) file.getFloat(VOX_OFFSET);
        if (columns < 1
                || rows < 1
                || slices < 1
                || from + (long) width * columns * rows * slices * volumes > file.capacity()) {
            throw new BadInput(
                    path + ": ends before its " + columns + " x " + rows + " x " + slices * volumes + " voxels do");
        }
        float slope = file.getFloat(SCL_SLOPE);
        boolean scaled = slope != 0 && Float.isFinite(slope);
        float inter = scaled ? file.getFloat(SCL_INTER) : 0;
        List<RealImage> pictures = new ArrayList<>();
        for (int slice = 0; slice < slices * volumes; slice++) {
            float[] data = new float[rows * columns];
            for (int i = 0; i < data.length; i++) {
                float voxel = voxel(file, type, from + width * (slice * data.length + i));
                data[i] = scaled ? slope * voxel + inter : voxel;
            }
            pictures.add(new RealImage(rows, columns, data));
        }
        return IntStream.range(0, volumes)
                .mapToObj(volume -> List.copyOf(pictures.subList(volume * slices, (volume + 1) * slices)))
                .toList();
    }

    private static ByteBuffer bytes(Path path) throws BadInput, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
                InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return ByteBuffer.wrap(plain.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new BadInput(path + ": not a whole gzip file");
        }
    }

    /** Bytes a voxel, by the NIfTI-1 standard's numbers. */
    private static int width(Path path, int type) throws BadInput {
        return switch (type) {
            case 2, 256 -> 1;
            case 4, 512 -> 2;
            case 8, 16 -> 4;
            case 64 -> 8;
            default -> throw new BadInput(path + ": voxels of the NIfTI type " + type + " are not read");
        };
    }

    private static float voxel(ByteBuffer file, int type, int at) {
        return switch (type) {
            case 2 -> Byte.toUnsignedInt(file.get(at));
            case 256 -> file.get(at);
            case 4 -> file.getShort(at);
            case 512 -> Short.toUnsignedInt(file.getShort(at));
            case 8 -> file.getInt(at);
            case 16 -> file.getFloat(at);
            default -> (float) file.getDouble(at);
        };
    }
}
