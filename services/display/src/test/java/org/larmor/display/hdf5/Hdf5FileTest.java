package org.larmor.display.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.HdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.display.hdf5.Hdf5Node.Dataset;
import org.larmor.display.hdf5.Hdf5Node.Group;
import org.larmor.display.hdf5.Hdf5Node.Strings;
import org.larmor.display.hdf5.Hdf5Type.Compound;
import org.larmor.display.hdf5.Hdf5Type.Compound.Member;
import org.larmor.display.hdf5.Hdf5Type.Float32;
import org.larmor.display.hdf5.Hdf5Type.Row;
import org.larmor.display.hdf5.Hdf5Type.Whole;

class Hdf5FileTest {
    @TempDir
    private Path folder;

    @Test
    void anotherReaderFindsNumbersInTheirShape() throws IOException {
        float[][][] read = (float[][][]) written(Map.of("n", numbers(2, 3, 4)), "/n");

        assertEquals(2, read.length);
        assertArrayEquals(new float[] {20, 21, 22, 23}, read[1][2]);
    }

    @Test
    void anotherReaderFindsStringsOfAnyLength() throws IOException {
        List<String> texts = List.of("", "a", "x".repeat(5000), "last");

        assertArrayEquals(texts.toArray(), (Object[]) written(Map.of("s", new Strings(texts)), "/s"));
    }

    @Test
    void anotherReaderFindsTheMembersOfRecords() throws IOException {
        Compound type = new Compound(List.of(
                new Member("small", new Whole(2, false)),
                new Member("signed", new Whole(4, true)),
                new Member("vector", new Row(new Float32(), 3)),
                new Member("big", new Whole(8, false))));
        ByteBuffer two = ByteBuffer.allocate(2 * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 2; i++) {
            two.putShort((short) (60_000 + i))
                    .putInt(-i)
                    .putFloat(i)
                    .putFloat(2 * i)
                    .putFloat(3 * i)
                    .putLong(1L << 40);
        }

        Map<?, ?> read =
                (Map<?, ?>) written(Map.of("r", new Dataset(type, List.of(2), out -> out.write(two.array()))), "/r");

        assertArrayEquals(new int[] {60_001, 60_002}, (int[]) read.get("small"));
        assertArrayEquals(new int[] {-1, -2}, (int[]) read.get("signed"));
        assertArrayEquals(
                new float[] {2, 4, 6}, (float[]) ((Object[]) java.util.Objects.requireNonNull(read.get("vector")))[1]);
    }

    @Test
    void anotherReaderFindsGroupsWithinGroups() throws IOException {
        Map<String, Hdf5Node> many = new LinkedHashMap<>();
        IntStream.range(0, 30).forEach(i -> many.put("image_" + i, new Group(Map.of("n", numbers(1, 1, i + 1)))));

        float[][][] read = (float[][][]) written(Map.of("dataset", new Group(many)), "/dataset/image_29/n");

        assertEquals(30, read[0][0].length);
    }

    @Test
    void theSameNodesGiveTheSameBytes() throws IOException {
        assertArrayEquals(bytes(Map.of("n", numbers(2, 3, 4))), bytes(Map.of("n", numbers(2, 3, 4))));
    }

    @Test
    void refusesAnArrayThatIsNotAsLongAsItsShapeSays() {
        Dataset wrong = new Dataset(new Float32(), List.of(3), out -> out.write(new byte[8]));

        assertThrows(IOException.class, () -> bytes(Map.of("n", wrong)));
    }

    private static Dataset numbers(int a, int b, int c) {
        ByteBuffer values = ByteBuffer.allocate(4 * a * b * c).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, a * b * c).forEach(values::putFloat);
        return new Dataset(new Float32(), List.of(a, b, c), out -> out.write(values.array()));
    }

    private static byte[] bytes(Map<String, Hdf5Node> root) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Hdf5File.write(out, new Group(root));
        return out.toByteArray();
    }

    private Object written(Map<String, Hdf5Node> root, String path) throws IOException {
        Path file = Files.write(folder.resolve("a.h5"), bytes(root));
        try (HdfFile hdf = new HdfFile(file)) {
            return hdf.getDatasetByPath(path).getData();
        }
    }
}
