package org.larmor.core.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.RealVolume;

class DisplacementFieldTest {
    private static final int SLICES = 5;
    private static final int ROWS = 14;
    private static final int COLUMNS = 18;

    /** Displacements as functions of the place. */
    private interface Law {
        double along(int component, double z, double y, double x);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theZeroFieldMovesNothingAndDoesNotFold(int components) {
        RealVolume picture = random(1);
        var zero = DisplacementField.zero(components, SLICES, ROWS, COLUMNS);
        assertArrayEquals(picture.data(), zero.moved(picture).data());
        assertEquals(0, zero.foldedShare());
        assertEquals(0, zero.meanLength());
    }

    @Test
    void wholePixelsMoveThePictureByThem() {
        RealVolume picture = random(2);
        RealVolume moved =
                field(2, (component, z, y, x) -> component == 0 ? 2 : -3).moved(picture);
        for (int slice = 0; slice < SLICES; slice++) {
            for (int row = 0; row < ROWS - 2; row++) {
                for (int column = 3; column < COLUMNS; column++) {
                    assertEquals(at(picture, slice, row + 2, column - 3), at(moved, slice, row, column));
                }
            }
        }
    }

    @Test
    void beyondTheBorderIsWhatIsAtIt() {
        RealVolume picture = random(3);
        RealVolume moved = field(3, (component, z, y, x) -> 1000).moved(picture);
        for (float value : moved.data()) {
            assertEquals(at(picture, SLICES - 1, ROWS - 1, COLUMNS - 1), value);
        }
    }

    /** Linear interpolation is exact for what is linear along each axis. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aRampIsSampledExactlyAnywhereBetweenThePixels(int components) {
        Law law = (component, z, y, x) -> 0.4 * Math.sin(component + z + 2 * y - x);
        DisplacementField field = field(components, law);
        float[] ramp = new float[SLICES * ROWS * COLUMNS];
        eachPixel((i, z, y, x) -> ramp[i] = (float) value(z, y, x));
        RealVolume moved = field.moved(new RealVolume(SLICES, ROWS, COLUMNS, ramp));
        eachPixel((i, z, y, x) -> {
            boolean inside = z > 0 && z < SLICES - 1 && y > 0 && y < ROWS - 1 && x > 0 && x < COLUMNS - 1;
            double dz = components == 3 ? field.component(0).data()[i] : 0;
            double dy = field.component(components - 2).data()[i];
            double dx = field.component(components - 1).data()[i];
            if (inside) {
                assertEquals(value(z + dz, y + dy, x + dx), moved.data()[i], 1e-3, z + " " + y + " " + x);
            }
        });
    }

    private static double value(double z, double y, double x) {
        return 3 * z - 2 * y + 5 * x + 0.5 * y * x + 1;
    }

    @Test
    void movingTwiceIsMovingByTheCompositionWherePicturesAreLinear() {
        var first = field(2, (component, z, y, x) -> component == 0 ? 0.7 : -0.3);
        var second = field(2, (component, z, y, x) -> component == 0 ? -0.2 + 0.01 * x : 0.45);
        float[] ramp = new float[SLICES * ROWS * COLUMNS];
        eachPixel((i, z, y, x) -> ramp[i] = (float) (2 * y - x));
        var picture = new RealVolume(SLICES, ROWS, COLUMNS, ramp);
        RealVolume twice = second.moved(first.moved(picture));
        RealVolume once = second.after(first).moved(picture);
        eachPixel((i, z, y, x) -> {
            if (y > 1 && y < ROWS - 2 && x > 1 && x < COLUMNS - 2) {
                assertEquals(twice.data()[i], once.data()[i], 1e-4);
            }
        });
    }

    @Test
    void aShiftAndTheOppositeShiftComposeToNothing() {
        var there = field(3, (component, z, y, x) -> component - 0.8);
        var back = field(3, (component, z, y, x) -> 0.8 - component);
        assertEquals(0, back.after(there).meanLength(), 1e-6);
        assertTrue(there.meanLength() > 1);
    }

    @Test
    void theJacobianOfALinearFieldIsItsDeterminantEverywhere() {
        double[][] m = {{0.3, 0.1, -0.2}, {0.05, -0.4, 0.1}, {0.2, 0.1, 0.25}};
        Law law = (component, z, y, x) -> m[component][0] * z + m[component][1] * y + m[component][2] * x;
        double expected =
                1.3 * (0.6 * 1.25 - 0.1 * 0.1) - 0.1 * (0.05 * 1.25 - 0.1 * 0.2) - 0.2 * (0.05 * 0.1 - 0.6 * 0.2);
        for (float determinant : JacobianDeterminant.of(field(3, law)).data()) {
            assertEquals(expected, determinant, 1e-4);
        }
        Law planar = (component, z, y, x) -> component == 0 ? 0.3 * y + 0.1 * x : -0.2 * y - 0.4 * x;
        for (float determinant : JacobianDeterminant.of(field(2, planar)).data()) {
            assertEquals(1.3 * 0.6 + 0.1 * 0.2, determinant, 1e-4);
        }
    }

    /** u = -1.5 (x - 4) between columns 4 and 8 turns the picture over there: 1 + du/dx = -0.5 where both neighbours lie within. */
    @Test
    void countsThePixelsOfAKnownFold() {
        Law fold = (component, z, y, x) -> component == 0 ? 0 : -1.5 * Math.clamp(x - 4, 0, 4);
        // central differences: -0.5 at columns 5, 6, 7; 1 - 0.75 at columns 4 and 8; 1 elsewhere
        assertEquals(3.0 / COLUMNS, field(2, fold).foldedShare(), 1e-12);
        Law steep = (component, z, y, x) -> component == 0 ? 0 : -2.5 * Math.clamp(x - 4, 0, 4);
        assertEquals(5.0 / COLUMNS, field(2, steep).foldedShare(), 1e-12);
        Law squeezed = (component, z, y, x) -> component == 0 ? 0 : -0.9 * Math.clamp(x - 4, 0, 4);
        assertEquals(0, field(2, squeezed).foldedShare());
    }

    @Test
    void aFieldThatStandsStillAlongTheStackFoldsAsItsPlanesDo() {
        Law planar = (component, z, y, x) -> component == 0 ? Math.sin(y * x) : Math.cos(3 * y - x);
        Law stacked = (component, z, y, x) -> component == 0 ? 0 : planar.along(component - 1, z, y, x);
        assertArrayEquals(
                JacobianDeterminant.of(field(2, planar)).data(),
                JacobianDeterminant.of(field(3, stacked)).data(),
                1e-5f);
    }

    @Test
    void refusesAPictureOfAnotherSize() {
        var error = assertThrows(IllegalArgumentException.class, () -> DisplacementField.zero(2, 1, 4, 5)
                .moved(new RealVolume(1, 5, 4, new float[20])));
        assertEquals("a field of 1 x 4 x 5 cannot move a picture of 1 x 5 x 4", error.getMessage());
    }

    private interface Pixel {
        void see(int i, int z, int y, int x);
    }

    private static void eachPixel(Pixel pixel) {
        for (int i = 0; i < SLICES * ROWS * COLUMNS; i++) {
            pixel.see(i, i / (ROWS * COLUMNS), i / COLUMNS % ROWS, i % COLUMNS);
        }
    }

    private static DisplacementField field(int components, Law law) {
        float[] data = new float[components * SLICES * ROWS * COLUMNS];
        for (int component = 0; component < components; component++) {
            int c = component;
            eachPixel((i, z, y, x) -> data[c * SLICES * ROWS * COLUMNS + i] = (float) law.along(c, z, y, x));
        }
        return new DisplacementField(components, SLICES, ROWS, COLUMNS, data);
    }

    private static RealVolume random(long seed) {
        var random = new SplittableRandom(seed);
        float[] data = new float[SLICES * ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return new RealVolume(SLICES, ROWS, COLUMNS, data);
    }

    private static float at(RealVolume volume, int slice, int row, int column) {
        return volume.data()[(slice * volume.rows() + row) * volume.columns() + column];
    }
}
