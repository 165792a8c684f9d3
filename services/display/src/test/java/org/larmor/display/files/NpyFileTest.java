package org.larmor.display.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.RealImage;
import org.larmor.display.Samples;

class NpyFileTest {
    @TempDir
    private Path folder;

    @Test
    void givesBackWhatItWrote() throws IOException {
        Path file = folder.resolve("new/folder/a.npy");
        List<RealImage> images = List.of(Samples.random(5, 7, 1), Samples.random(5, 7, 2), Samples.random(5, 7, 3));

        NpyFile.write(file, images);
        List<RealImage> found = NpyFile.read(file);

        assertEquals(3, found.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(5, found.get(i).rows());
            assertArrayEquals(images.get(i).data(), found.get(i).data());
        }
    }

    @Test
    void writesTheHeaderThatNumPyDescribes() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, List.of(new RealImage(2, 3, new float[] {0, 1, 2, 3, 4, 5})));

        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("\u0093NUMPY\u0001\u0000"));
        assertTrue(text.contains("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }"), text);
        int headerEnd = text.indexOf('\n') + 1;
        assertEquals(0, headerEnd % 64, "data begin at a multiple of 64");
        assertEquals(headerEnd + 6 * 4, bytes.length);
        assertEquals(0x3F, bytes[headerEnd + 7], "1.0f, little-endian");
        assertEquals((byte) 0x80, bytes[headerEnd + 6]);
    }

    @Test
    void leavesNothingBesideTheFile() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, List.of(Samples.random(2, 2, 1)));
        NpyFile.write(file, List.of(Samples.random(3, 3, 1)));

        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals(3, NpyFile.read(file).get(0).rows());
    }

    @Test
    void keepsTheOldFileWhereTheNewOneFails() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, List.of(Samples.random(2, 2, 1)));
        byte[] before = Files.readAllBytes(file);

        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }));

        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void refusesPicturesOfTwoSizes() {
        List<RealImage> images = List.of(Samples.random(2, 2, 1), Samples.random(2, 3, 1));

        var refused =
                assertThrows(IllegalArgumentException.class, () -> NpyFile.write(folder.resolve("a.npy"), images));

        assertTrue(String.valueOf(refused.getMessage()).contains("2 x 3"), refused::getMessage);
    }

    @Test
    void refusesWhatIsNoFloatArray() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npy"), "hello");
        Path cut = folder.resolve("cut.npy");
        NpyFile.write(cut, List.of(Samples.random(4, 4, 1)));
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 150));

        assertRefused(text, "not a NumPy file");
        assertRefused(cut, "22 bytes");
    }

    private static void assertRefused(Path file, String reason) {
        IOException refused = assertThrows(IOException.class, () -> NpyFile.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::getMessage);
    }
}
