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
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
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
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
                InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return series(path, plain, most);
        } catch (NoSuchFileException e) {
            throw new BadInput(path + ": there is no such file");
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new BadInput(path + ": not a whole gzip file");
        }
    }

    /** Reads no more than the header announces, however much may follow. */
    private static Series series(Path path, InputStream in, int most) throws BadInput, IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.capacity() < HEADER) {
            throw new BadInput(path + ": not a NIfTI file");
        }
        header.order(header.getInt(0) == HEADER ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (header.getInt(0) != HEADER) {
            throw new BadInput(path + ": not a NIfTI-1 file");
        }
        int dimensions = header.getShort(DIM);
        int columns = header.getShort(DIM + 2);
        int rows = header.getShort(DIM + 4);
        int slices = dimensions < 3 ? 1 : header.getShort(DIM + 6);
        int times = dimensions < 4 ? 1 : Math.min(most, header.getShort(DIM + 8));
        int type = header.getShort(DATATYPE);
        int width = width(path, type);
        if (columns < 1 || rows < 1 || slices < 1 || times < 1) {
            throw new BadInput(
                    path + ": has no voxels: " + columns + " x " + rows + " x " + slices + " x " + times + " of them");
        }
        long gap = (long) header.getFloat(VOX_OFFSET) - HEADER;
        if (gap < 0) {
            throw new BadInput(path + ": its voxels begin within its header");
        }
        long needed = (long) width * columns * rows * slices * times;
        byte[] voxels = isThere(in, gap) ? in.readNBytes((int) Math.min(needed, MOST_BYTES)) : new byte[0];
        ByteBuffer file = ByteBuffer.wrap(voxels).order(header.order());
        if (voxels.length < needed) {
            throw new BadInput(path + ": ends before its " + columns + " x " + rows + " x " + slices + " voxels do");
        }
        float slope = header.getFloat(SCL_SLOPE);
        boolean scaled = slope != 0 && Float.isFinite(slope);
        float inter = scaled ? header.getFloat(SCL_INTER) : 0;
        List<RealVolume> stacks = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            float[] data = new float[Math.multiplyExact(slices, rows * columns)];
            for (int i = 0; i < data.length; i++) {
                float voxel = voxel(file, type, width * (time * data.length + i));
                data[i] = scaled ? slope * voxel + inter : voxel;
            }
            stacks.add(new RealVolume(slices, rows, columns, data));
        }
        return new Series(dimensions, NiftiGeometry.of(header), stacks);
    }

    /** Goes on by so many bytes; whether there are as many. */
    private static boolean isThere(InputStream in, long bytes) throws IOException {
        long left = bytes;
        while (left > 0 && in.read() >= 0) {
            left -= 1 + in.skip(left - 1);
        }
        return left == 0;
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
