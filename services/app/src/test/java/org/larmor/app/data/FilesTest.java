package org.larmor.app.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;
import org.larmor.display.files.NiftiFile;
import org.larmor.display.files.NpyFile;

class FilesTest {
    private static final List<RealImage> PICTURES = List.of(picture(1), picture(20));

    @TempDir
    private Path folder;

    @Test
    void readsTheArraysThatTheServiceWrites() throws IOException, BadInput {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, PICTURES);
        NpyArray array = NpyArray.read(file);
        assertEquals(List.of(2, 3, 4), array.shape());
        assertSame(PICTURES, array.pictures(file));
    }

    @Test
    void readsEveryWidthOfANumber() throws IOException, BadInput {
        assertArrayEquals(
                new float[] {1.5f, -2}, real("<f8", buffer(16).putDouble(1.5).putDouble(-2)));
        assertArrayEquals(
                new float[] {65535, 1},
                real("<u2", buffer(4).putShort((short) -1).putShort((short) 1)));
        assertArrayEquals(
                new float[] {-1, 1}, real("<i2", buffer(4).putShort((short) -1).putShort((short) 1)));
        assertArrayEquals(
                new float[] {255, 1}, real("|u1", buffer(2).put((byte) -1).put((byte) 1)));
    }

    @Test
    void readsComplexKSpaceImageByImage() throws IOException, BadInput {
        ByteBuffer data = buffer(2 * 2 * 2 * 3 * 16);
        for (int i = 0; i < 48; i++) {
            data.putDouble(i);
        }
        Path file = npy("k.kspace.npy", "<c16", "(2, 2, 2, 3)", data);
        List<KSpace> images = FullKSpace.read(file);
        assertEquals(2, images.size());
        assertEquals(2, images.get(1).coils());
        assertEquals(24, images.get(1).data()[0]);
        assertEquals(1, images.get(0).mask().share());
        KSpace part = FullKSpace.undersampled(images.get(0), new boolean[] {false, true});
        assertEquals(0.5, part.mask().share());
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10, 11}, java.util.Arrays.copyOf(part.data(), 12));
    }

    @Test
    void readsTheVolumesThatTheServiceWrites() throws IOException, BadInput {
        for (String name : List.of("v.nii", "v.nii.gz")) {
            Path file = folder.resolve(name);
            NiftiFile.write(file, "test", List.of(plane(0), plane(1)));
            assertSame(PICTURES, NiftiVolume.read(file));
        }
    }

    @Test
    void refusesWhatItCannotReadInOneLineThatNamesTheFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npy"), "no array");
        assertRefused("text.npy: not a NumPy file", () -> NpyArray.read(text));
        assertRefused("none.npy: there is no such file", () -> NpyArray.read(folder.resolve("none.npy")));
        Path cut = npy("cut.npy", "<f4", "(2, 2)", buffer(12));
        assertRefused("cut.npy: holds 12 bytes where its shape needs 16", () -> NpyArray.read(cut));
        Path words = npy("words.npy", "<U4", "(1,)", buffer(16));
        assertRefused("elements of the type <U4 are not read", () -> NpyArray.read(words));
        Path real = npy("r.kspace.npy", "<f4", "(1, 2, 2)", buffer(16));
        assertRefused("k-space is complex with axes (coil, y, x), not real [1, 2, 2]", () -> FullKSpace.read(real));
        assertRefused("text.npy: not a NIfTI file", () -> NiftiVolume.read(text));
    }

    private static void assertRefused(String reason, Executable reading) {
        String message = String.valueOf(assertThrows(BadInput.class, reading).getMessage());
        assertTrue(message.endsWith(reason) && message.lines().count() == 1, message);
    }

    private static void assertSame(List<RealImage> expected, List<RealImage> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).rows(), found.get(i).rows());
            assertArrayEquals(expected.get(i).data(), found.get(i).data());
        }
    }

    private float[] real(String type, ByteBuffer data) throws IOException, BadInput {
        return NpyArray.read(npy("n.npy", type, "(2,)", data)).data();
    }

    private Path npy(String name, String type, String shape, ByteBuffer data) throws IOException {
        byte[] header = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = buffer(10 + header.length + data.capacity())
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header)
                .put(data.array());
        return Files.write(folder.resolve(name), file.array());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NiftiFile.Plane plane(int slice) {
        Geometry geometry = new Geometry(
                new Readout.Placement(
                        new Vector3(0, 0, slice), new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)),
                new Vector3(4, 3, 1));
        return new NiftiFile.Plane(new ImageIndex(0, 0, 0, slice), geometry, PICTURES.get(slice));
    }

    private static RealImage picture(int first) {
        float[] data = new float[12];
        for (int i = 0; i < data.length; i++) {
            data[i] = first + i;
        }
        return new RealImage(3, 4, data);
    }
}
