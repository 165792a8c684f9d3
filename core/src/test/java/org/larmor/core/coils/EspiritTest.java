package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.SmallScan;
import org.larmor.core.domain.KSpace;

class EspiritTest {
    private static final Espirit.Settings UNCROPPED = Espirit.Settings.UNCROPPED;

    @ParameterizedTest(name = "{0} coils, {1} x {2}")
    @CsvSource({"4,64,48", "8,63,50", "32,40,40"})
    void findsTheTrueMapsButForAPhaseAPixel(int coils, int rows, int columns) {
        SmallScan scan = new SmallScan(coils, rows, columns);
        CoilMaps maps = Espirit.maps(scan.measure(scan.lines(3, 24)), UNCROPPED);
        double worst = 1;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = 2 * (row * columns + column);
                if (Math.hypot(scan.truth().data()[at], scan.truth().data()[at + 1]) > 0.3) {
                    worst = Math.min(worst, alignment(maps, scan.maps(), row, column));
                }
            }
        }
        assertTrue(worst > 0.997, "smallest |<map, true map>| is " + worst);
    }

    @Test
    void givesMapsOfNormOneWithARealPrincipalCoil() {
        SmallScan scan = new SmallScan(6, 48, 40);
        KSpace kspace = scan.measure(scan.lines(2, 20));
        CoilMaps maps = Espirit.maps(kspace, UNCROPPED);
        double[] reference =
                PrincipalCoil.of(kspace, AcsRegion.find(kspace.mask()).limitedTo(24, 24, kspace.mask()));
        int pixels = 48 * 40;
        for (int i = 0; i < pixels; i++) {
            double square = 0;
            double re = 0;
            double im = 0;
            for (int coil = 0; coil < 6; coil++) {
                float a = maps.data()[2 * (coil * pixels + i)];
                float b = maps.data()[2 * (coil * pixels + i) + 1];
                square += a * a + b * b;
                re += reference[2 * coil] * a + reference[2 * coil + 1] * b;
                im += reference[2 * coil] * b - reference[2 * coil + 1] * a;
            }
            assertEquals(1, square, 1e-4);
            assertEquals(0, im, 1e-5);
            assertTrue(re >= 0);
        }
    }

    @Test
    void emptiesPixelsWithoutSignal() {
        SmallScan scan = new SmallScan(8, 96, 96);
        CoilMaps maps = Espirit.maps(scan.measure(scan.everything(), 1e-3, 5), Espirit.Settings.DEFAULT);
        assertTrue(maps.isSupported(48, 48));
        assertFalse(maps.isSupported(1, 1));
    }

    @Test
    void givesTheSameForAnyNumberOfThreads() {
        SmallScan scan = new SmallScan(4, 40, 40);
        KSpace kspace = scan.measure(scan.lines(2, 20));
        var three = new Espirit.Settings(6, 24, 0.001, 0.8, 3);
        assertArrayEquals(
                Espirit.maps(kspace, Espirit.Settings.DEFAULT).data(),
                Espirit.maps(kspace, three).data());
    }

    /** Both places that fall on a pixel lie in what its two maps span, and neither in the first map alone. */
    @Test
    void findsASecondSetOfMapsWhereTheObjectFoldsOver() {
        SmallScan scan = new SmallScan(8, 96, 64);
        int fewer = 66;
        KSpace kspace = SmallScan.measured(scan.folded(fewer), SmallScan.lines(fewer, 64, 2, 24));
        Espirit.Sets sets = Espirit.sets(kspace, UNCROPPED);
        CoilMaps folded = Objects.requireNonNull(sets.folded());
        double leastSpanned = 1;
        double mostOfFirst = 0;
        for (int row = 0; row < fewer; row++) {
            int inside = row - fewer / 2 + 48;
            int outside = row < fewer / 2 ? inside + fewer : inside - fewer;
            if (outside >= 0 && outside < 96 && bright(scan, inside) && bright(scan, outside)) {
                double first = turned(scan, outside, sets.maps(), row);
                leastSpanned = Math.min(leastSpanned, Math.hypot(first, turned(scan, outside, folded, row)));
                mostOfFirst = Math.max(mostOfFirst, first);
            }
        }
        assertTrue(leastSpanned > 0.97, "smallest share of a true sensitivity in both maps: " + leastSpanned);
        assertTrue(mostOfFirst < 0.9, "largest share in the first map: " + mostOfFirst);
        assertFalse(folded.isSupported(fewer / 2, 32));
    }

    @ParameterizedTest(name = "noise {0}")
    @ValueSource(doubles = {0, 0.02, 0.1, 0.5})
    void findsNoSecondSetWhereTheObjectFitsTheFieldOfView(double noise) {
        SmallScan scan = new SmallScan(8, 96, 64);
        assertNull(Espirit.sets(scan.measure(scan.lines(3, 24), noise, 7), UNCROPPED)
                .folded());
    }

    private static boolean bright(SmallScan scan, int row) {
        int at = 2 * (row * 64 + 32);
        return Math.hypot(scan.truth().data()[at], scan.truth().data()[at + 1]) > 0.3;
    }

    /** |<map, true map>| in the middle column, the maps' and the scan's rows being others. */
    private static double turned(SmallScan scan, int row, CoilMaps maps, int mapsRow) {
        return alignment(scan.maps(), row, maps, mapsRow, 32);
    }

    @Test
    void refusesTooFewOrEmptyCalibrationLines() {
        SmallScan scan = new SmallScan(4, 40, 40);
        KSpace few = scan.measure(scan.lines(4, 5));
        var reason = assertThrows(IllegalArgumentException.class, () -> Espirit.maps(few, UNCROPPED));
        assertTrue(reason.toString().contains("8 fully sampled lines"), reason.toString());
        KSpace silent = new KSpace(4, scan.everything(), new float[2 * 4 * 40 * 40]);
        assertThrows(IllegalArgumentException.class, () -> Espirit.maps(silent, UNCROPPED));
    }

    private static double alignment(CoilMaps a, CoilMaps b, int row, int column) {
        return alignment(a, row, b, row, column);
    }

    private static double alignment(CoilMaps a, int rowOfA, CoilMaps b, int rowOfB, int column) {
        double re = 0;
        double im = 0;
        for (int coil = 0; coil < a.coils(); coil++) {
            int i = 2 * ((coil * a.rows() + rowOfA) * a.columns() + column);
            int j = 2 * ((coil * b.rows() + rowOfB) * b.columns() + column);
            re += a.data()[i] * b.data()[j] + a.data()[i + 1] * b.data()[j + 1];
            im += a.data()[i] * b.data()[j + 1] - a.data()[i + 1] * b.data()[j];
        }
        return Math.hypot(re, im);
    }
}
