package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A data set read back by the letter of PS3.5: tags in the order in which they came, and their values. */
final class ReadDataSet {
    private static final Set<String> LONG = Set.of("OB", "OW", "SQ", "UN", "UT");

    final Map<Integer, byte[]> values = new LinkedHashMap<>();

    static ReadDataSet explicit(byte[] bytes) {
        ReadDataSet read = new ReadDataSet();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int tag = in.getShort() << 16 | in.getShort() & 0xffff;
            String vr = "" + (char) in.get() + (char) in.get();
            int length = LONG.contains(vr) ? in.getShort() * 0 + in.getInt() : in.getShort() & 0xffff;
            read.take(tag, in, length);
        }
        return read;
    }

    static ReadDataSet implicit(byte[] bytes) {
        ReadDataSet read = new ReadDataSet();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            read.take(in.getShort() << 16 | in.getShort() & 0xffff, in, in.getInt());
        }
        return read;
    }

    /** What follows the preamble and the file's own group. */
    static ReadDataSet ofFile(byte[] file) {
        int metaBytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
        return explicit(Arrays.copyOfRange(file, 144 + metaBytes, file.length));
    }

    private void take(int tag, ByteBuffer in, int length) {
        byte[] value = new byte[length];
        in.get(value);
        values.put(tag, value);
    }

    String text(int tag) {
        byte[] value = values.get(tag);
        return value == null ? "(missing)" : new String(value, UTF_8).replaceAll("[ \0]+$", "");
    }

    double[] decimals(int tag) {
        return Arrays.stream(text(tag).split("\\\\"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    int ushort(int tag) {
        return ByteBuffer.wrap(values.getOrDefault(tag, new byte[2]))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getShort()
                & 0xffff;
    }

    /** Pixels in the scan's units. */
    double[] pixels() {
        ByteBuffer words =
                ByteBuffer.wrap(values.getOrDefault(0x7fe00010, new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
        double slope = decimals(0x00281053)[0];
        double intercept = decimals(0x00281052)[0];
        double[] pixels = new double[words.capacity() / 2];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (slope * (words.getShort(2 * i) & 0xffff) + intercept) / 1000;
        }
        return pixels;
    }
}
