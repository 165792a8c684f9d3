package org.larmor.display.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;

/** NumPy files (format version 1.0) of float32 pictures: shape (image, rows, columns), C order, little-endian. */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]+)\\)");

    private NpyFile() {}

    /**
     * Writes the pictures one after another.
     *
     * @throws IllegalArgumentException if there is none or their sizes differ
     */
    public static void write(Path path, List<RealImage> images) throws IOException {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no picture to write to " + path);
        }
        int rows = images.get(0).rows();
        int columns = images.get(0).columns();
        for (RealImage image : images) {
            if (image.rows() != rows || image.columns() != columns) {
                throw new IllegalArgumentException("pictures of " + rows + " x " + columns + " and " + image.rows()
                        + " x " + image.columns() + " do not fit into one array");
            }
        }
        WholeFile.write(path, out -> {
            out.write(header(images.size(), rows, columns));
            for (RealImage image : images) {
                writeLittleEndian(image.data(), out);
            }
        });
    }

    /**
     * Writes stacks one after another: shape (stack, slice, rows, columns).
     *
     * @throws IllegalArgumentException if there is none or their sizes differ
     */
    public static void writeStacks(Path path, List<RealVolume> stacks) throws IOException {
        if (stacks.isEmpty() || !stacks.stream().allMatch(stacks.get(0)::isSizedLike)) {
            throw new IllegalArgumentException("stacks of one size are needed for " + path);
        }
        RealVolume first = stacks.get(0);
        WholeFile.write(path, out -> {
            out.write(header(stacks.size(), first.slices(), first.rows(), first.columns()));
            for (RealVolume stack : stacks) {
                writeLittleEndian(stack.data(), out);
            }
        });
    }

    /** Writes one array. @throws IllegalArgumentException if it is not as long as its shape says */
    public static void write(Path path, float[] values, int... shape) throws IOException {
        long needed = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (needed != values.length) {
            throw new IllegalArgumentException(
                    Arrays.toString(shape) + " needs " + needed + " floats, not " + values.length);
        }
        WholeFile.write(path, out -> {
            out.write(header(shape));
            writeLittleEndian(values, out);
        });
    }

    /**
     * Reads a float32 array of two or three axes back; two axes are one picture.
     *
     * @throws IOException if it is not such a file, in one line
     */
    public static List<RealImage> read(Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        String header = readHeader(path, buffer);
        int[] shape = shape(path, header);
        int columns = shape[shape.length - 1];
        int rows = shape[shape.length - 2];
        int count = shape.length == 3 ? shape[0] : 1;
        if (buffer.remaining() != 4L * count * rows * columns) {
            throw new IOException(path + ": holds " + buffer.remaining() + " bytes where its shape needs "
                    + 4L * count * rows * columns);
        }
        List<RealImage> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] data = new float[Math.multiplyExact(rows, columns)];
            buffer.asFloatBuffer().get(data);
            buffer.position(buffer.position() + 4 * data.length);
            images.add(new RealImage(rows, columns, data));
        }
        return images;
    }

    static void writeLittleEndian(float[] values, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(4, values.length));
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        out.write(buffer.array());
    }

    private static byte[] header(int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        byte[] line = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(MAGIC.length + 2 + line.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) line.length)
                .put(line)
                .array();
    }

    private static String readHeader(Path path, ByteBuffer buffer) throws IOException {
        for (byte b : MAGIC) {
            if (!buffer.hasRemaining() || buffer.get() != b) {
                throw new IOException(path + ": not a NumPy file of version 1.0");
            }
        }
        int length = buffer.remaining() < 2 ? Integer.MAX_VALUE : Short.toUnsignedInt(buffer.getShort());
        if (length > buffer.remaining()) {
            throw new IOException(path + ": ends within its header");
        }
        byte[] text = new byte[length];
        buffer.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int[] shape(Path path, String header) throws IOException {
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.find() || !header.contains("'<f4'") || header.contains("'fortran_order': True")) {
            throw new IOException(path + ": only float32 in C order is read, not " + header.strip());
        }
        int[] shape = Pattern.compile("[, ]+")
                .splitAsStream(matcher.group(1).strip())
                .mapToInt(Integer::parseInt)
                .toArray();
        if (shape.length < 2 || shape.length > 3) {
            throw new IOException(path + ": has " + shape.length + " axes where 2 or 3 are needed");
        }
        return shape;
    }
}
