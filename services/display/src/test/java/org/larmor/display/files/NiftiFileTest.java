package org.larmor.display.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;
import org.larmor.display.Samples;
import org.larmor.display.files.NiftiFile.Plane;

class NiftiFileTest {
    @TempDir
    private Path folder;

    @Test
    void holdsTheFieldsThatTheStandardNames() throws IOException {
        ByteBuffer file = written("a.nii", stack(3, 2));

        assertEquals(348, file.getInt(0));
        assertEquals("n+1\0", text(file, 344, 4));
        assertArrayEquals(new short[] {4, 8, 12, 3, 2, 1, 1, 1}, shorts(file, 40, 8));
        assertEquals(16, file.getShort(70), "float32");
        assertEquals(32, file.getShort(72), "bits a voxel");
        assertEquals(352f, file.getFloat(108), "data begin after the header and four bytes of no extension");
        assertEquals(1, file.getShort(254), "sform holds the scanner's frame");
        assertArrayEquals(new float[] {1, 2, 6}, new float[] {file.getFloat(80), file.getFloat(84), file.getFloat(88)});
        assertEquals(352 + 4 * 8 * 12 * 3 * 2, file.limit());
    }

    @Test
    void putsThePixelAtTheCentreOfTheTransformAtTheSlicesPosition() throws IOException {
        ByteBuffer file = written("a.nii", stack(3, 1));

        float[] ras = world(file, 4, 6, 1);

        assertArrayEquals(new float[] {-10, -20, 36}, ras, 1e-5f, "LPS (10, 20, 36) is RAS (-10, -20, 36)");
    }

    @Test
    void followsObliqueDirections() throws IOException {
        float half = (float) Math.sqrt(0.5);
        Readout.Placement oblique = new Readout.Placement(
                new Vector3(1, 2, 3), new Vector3(half, half, 0), new Vector3(0, 0, 1), new Vector3(half, -half, 0));
        Plane plane =
                new Plane(ImageIndex.FIRST, new Geometry(oblique, new Vector3(8, 24, 5)), Samples.random(12, 8, 1));

        ByteBuffer file = written("a.nii", List.of(plane));

        assertArrayEquals(new float[] {-1 - half, -2 - half, 3}, world(file, 5, 6, 0), 1e-5f, "one step of readout");
        assertArrayEquals(new float[] {-1, -2, 5}, world(file, 4, 7, 0), 1e-5f, "one step of phase encoding");
        assertArrayEquals(
                new float[] {-1 - 5 * half, -2 + 5 * half, 3}, world(file, 4, 6, 1), 1e-5f, "one slice thickness");
    }

    @Test
    void ordersVoxelsByColumnRowSliceThenPhase() throws IOException {
        List<Plane> planes = stack(2, 2);
        ByteBuffer file = written("a.nii", List.of(planes.get(3), planes.get(0), planes.get(2), planes.get(1)));

        for (int i = 0; i < planes.size(); i++) {
            float[] data = planes.get(i).image().data();
            assertEquals(data[13], file.getFloat(352 + 4 * (i * data.length + 13)), "plane " + i);
        }
    }

    @Test
    void zipsWhereTheNameSaysSo() throws IOException {
        List<Plane> planes = stack(2, 1);
        ByteBuffer plain = written("a.nii", planes);
        Path zipped = folder.resolve("a.nii.gz");

        NiftiFile.write(zipped, "Larmor", planes);

        try (var in = new GZIPInputStream(Files.newInputStream(zipped))) {
            assertArrayEquals(plain.array(), in.readAllBytes());
        }
    }

    @Test
    void refusesASliceThatLacksAPhase() {
        List<Plane> planes = stack(2, 2).subList(0, 3);

        assertThrows(IllegalArgumentException.class, () -> NiftiFile.write(folder.resolve("a.nii"), "Larmor", planes));
    }

    /** Slices 6 mm apart from (10, 20, 30) on, phase by phase. */
    private static List<Plane> stack(int slices, int phases) {
        List<Plane> planes = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            for (int slice = 0; slice < slices; slice++) {
                RealImage image = Samples.random(12, 8, 100L * phase + slice);
                Geometry geometry = Samples.geometry(new Vector3(10, 20, 30 + 6 * slice));
                planes.add(new Plane(new ImageIndex(0, 0, phase, slice), geometry, image));
            }
        }
        return planes;
    }

    private ByteBuffer written(String name, List<Plane> planes) throws IOException {
        Path path = folder.resolve(name);
        NiftiFile.write(path, "Larmor", planes);
        return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] world(ByteBuffer file, int i, int j, int k) {
        float[] world = new float[3];
        for (int row = 0; row < 3; row++) {
            int at = 280 + 16 * row;
            world[row] = file.getFloat(at) * i
                    + file.getFloat(at + 4) * j
                    + file.getFloat(at + 8) * k
                    + file.getFloat(at + 12);
        }
        return world;
    }

    private static short[] shorts(ByteBuffer file, int at, int count) {
        short[] found = new short[count];
        for (int i = 0; i < count; i++) {
            found[i] = file.getShort(at + 2 * i);
        }
        return found;
    }

    private static String text(ByteBuffer file, int at, int length) {
        return new String(file.array(), at, length, StandardCharsets.US_ASCII);
    }
}
