package org.larmor.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.RealImage;

/**
 * A NumPy file in memory as float32: real or complex numbers of any width, C order, little-endian.
 *
 * @param shape sizes of the axes
 * @param complex whether each element is two floats, real and imaginary
 * @param data all elements
 */
public record NpyArray(List<Integer> shape, boolean complex, float[] data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile(
            "'descr':\\s*'([^']+)'.*'fortran_order':\\s*(True|False).*'shape':\\s*\\(([0-9, ]*)\\)", Pattern.DOTALL);

    /** @throws BadInput if it is not such a file, in one line that names it */
    public static NpyArray read(Path path) throws BadInput, IOException {
        ByteBuffer file = bytes(path);
        Matcher header = HEADER.matcher(header(path, file));
        if (!header.find() || header.group(2).equals("True")) {
            throw new BadInput(path + ": only arrays in C order are read");
        }
        List<Integer> shape = shape(path, header.group(3), file.remaining());
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        String type = header.group(1);
        boolean complex = type.matches("<c(8|16)");
        int width = complex ? Integer.parseInt(type.substring(2)) / 2 : width(path, type);
        long floats = complex ? 2 * count : count;
        if (file.remaining() != floats * width) {
            throw new BadInput(path + ": holds " + file.remaining() + " bytes where its shape needs " + floats * width);
        }
        float[] data = new float[Math.toIntExact(floats)];
        for (int i = 0; i < data.length; i++) {
            data[i] = number(file, type, width);
        }
        return new NpyArray(shape, complex, data);
    }

    /**
     * The pictures of a real array of two or three axes; two axes are one picture.
     *
     * @throws BadInput if it is no such array; the message begins with {@code path}
     */
    public List<RealImage> pictures(Path path) throws BadInput {
        if (complex || shape.size() < 2 || shape.size() > 3) {
            throw new BadInput(
                    path + ": pictures are real with axes (image, y, x), not " + (complex ? "complex " : "") + shape);
        }
        int rows = shape.get(shape.size() - 2);
        int columns = shape.getLast();
        List<RealImage> pictures = new ArrayList<>();
        for (int from = 0; from < data.length; from += rows * columns) {
            float[] part = new float[rows * columns];
            System.arraycopy(data, from, part, 0, part.length);
            pictures.add(new RealImage(rows, columns, part));
        }
        return pictures;
    }

    /** The sizes between the parentheses; none of them, nor what they make together, is more than the file has bytes. */
    private static List<Integer> shape(Path path, String sizes, int bytes) throws BadInput {
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (String size : sizes.split("[, ]+")) {
            if (!size.isEmpty()) {
                int length = size.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(size);
                count *= length;
                if (count > bytes || length == Integer.MAX_VALUE) {
                    throw new BadInput(path + ": holds " + bytes + " bytes, too few for its shape (" + sizes + ")");
                }
                shape.add(length);
            }
        }
        return List.copyOf(shape);
    }

    private static ByteBuffer bytes(Path path) throws BadInput, IOException {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            throw new BadInput(path + ": there is no such file");
        }
    }

    private static String header(Path path, ByteBuffer file) throws BadInput {
        for (byte b : MAGIC) {
            if (!file.hasRemaining() || file.get() != b) {
                throw new BadInput(path + ": not a NumPy file");
            }
        }
        boolean longer = file.remaining() > 6 && file.getShort() != 1;
        long length = file.remaining() < 4 ? Long.MAX_VALUE : longer ? file.getInt() : file.getShort() & 0xffff;
        if (length < 0 || length > file.remaining()) {
            throw new BadInput(path + ": ends within its header");
        }
        byte[] text = new byte[(int) length];
        file.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int width(Path path, String type) throws BadInput {
        return switch (type) {
            case "<f4", "<i4" -> 4;
            case "<f8" -> 8;
            case "<i2", "<u2" -> 2;
            case "|u1", "|i1", "|b1" -> 1;
            default -> throw new BadInput(path + ": elements of the type " + type + " are not read");
        };
    }

    private static float number(ByteBuffer file, String type, int width) {
        return switch (type) {
            case "<i4" -> file.getInt();
            case "<i2" -> file.getShort();
            case "<u2" -> Short.toUnsignedInt(file.getShort());
            case "|i1" -> file.get();
            case "|u1", "|b1" -> Byte.toUnsignedInt(file.get());
            default -> width == 4 ? file.getFloat() : (float) file.getDouble();
        };
    }
}
