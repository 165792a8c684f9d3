package org.larmor.app.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;

/** Reads NIfTI-1 volumes and series of them (one file, plain or gzipped): slices are the planes of the third axis. */
public final class NiftiVolume {
    private static final int HEADER = 348;
    private static final int DIM = 40;
    private static final int DATATYPE = 70;
    private static final int VOX_OFFSET = 108;
    private static final int SCL_SLOPE = 112;
    private static final int SCL_INTER = 116;

    private NiftiVolume() {}

    /**
     * A series of stacks, one a time.
     *
     * @param planes dimensions that the file states, at least 2
     */
    public record Series(int planes, NiftiGeometry geometry, List<RealVolume> times) {}

    /** The slices of the first time. @throws BadInput if it is no such file, in one line that names it */
    public static List<RealImage> read(Path path) throws BadInput, IOException {
        RealVolume stack = series(path, 1).times().get(0);
        return IntStream.range(0, stack.slices()).mapToObj(stack::slice).toList();
    }

    /** Every time. @throws BadInput if it is no such file, in one line that names it */
    public static Series series(Path path) throws BadInput, IOException {
        return series(path, Integer.MAX_VALUE);
    }

    private static Series series(Path path, int most) throws BadInput, IOException {
        ByteBuffer file = bytes(path);
        if (file.capacity() < HEADER) {
            throw new BadInput(path + ": not a NIfTI file");
        }
        file.order(file.getInt(0) == HEADER ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (file.getInt(0) != HEADER) {
            throw new BadInput(path + ": not a NIfTI-1 file");
        }
        int dimensions = file.getShort(DIM);
        int columns = file.getShort(DIM + 2);
        int rows = file.getShort(DIM + 4);
        int slices = dimensions < 3 ? 1 : file.getShort(DIM + 6);
        int times = dimensions < 4 ? 1 : Math.min(most, file.getShort(DIM + 8));
        int type = file.getShort(DATATYPE);
        int width = width(path, type);
        int from = (int) file.getFloat(VOX_OFFSET);
        long needed = (long) width * columns * rows * slices * times;
        if (columns < 1 || rows < 1 || slices < 1 || times < 1 || from + needed > file.capacity()) {
            throw new BadInput(path + ": ends before its " + columns + " x " + rows + " x " + slices + " voxels do");
        }
        float slope = file.getFloat(SCL_SLOPE);
        boolean scaled = slope != 0 && Float.isFinite(slope);
        float inter = scaled ? file.getFloat(SCL_INTER) : 0;
        List<RealVolume> stacks = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            float[] data = new float[Math.multiplyExact(slices, rows * columns)];
            for (int i = 0; i < data.length; i++) {
                float voxel = voxel(file, type, from + width * (time * data.length + i));
                data[i] = scaled ? slope * voxel + inter : voxel;
            }
            stacks.add(new RealVolume(slices, rows, columns, data));
        }
        return new Series(dimensions, NiftiGeometry.of(file), stacks);
    }

    private static ByteBuffer bytes(Path path) throws BadInput, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
                InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return ByteBuffer.wrap(plain.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            throw new BadInput(path + ": there is no such file");
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
