package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    private static int count(boolean[] lines) {
        int count = 0;
        for (boolean line : lines) {
            count += line ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void everyMaskHoldsTheCalibrationLines(MaskKind kind) {
        boolean[] lines = Masks.lines(kind, 101, 4, 21, 0, 1);

        int calibration = 0;
        for (int row = 0; row < 101; row++) {
            boolean middle = Masks.isCalibration(row, 101, 21);
            calibration += middle ? 1 : 0;
            assertTrue(lines[row] || !middle, kind + " row " + row);
        }
        assertEquals(21, calibration);
        assertTrue(lines[50]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomMasksHoldAsManyLinesAsWanted(long seed) {
        assertEquals(64, count(Masks.lines(MaskKind.RANDOM, 256, 4, 24, 0, seed)), "seed " + seed);
        assertEquals(32, count(Masks.lines(MaskKind.VARIABLE_DENSITY, 256, 8, 24, 3, seed)), "seed " + seed);
        assertEquals(256, count(Masks.lines(MaskKind.RANDOM, 256, 1, 0, 0, seed)), "seed " + seed);
    }

    @Test
    void variableDensityIsDenserInTheMiddle() {
        int inner = 0;
        int outer = 0;
        for (long seed = 0; seed < 50; seed++) {
            boolean[] lines = Masks.lines(MaskKind.VARIABLE_DENSITY, 256, 4, 0, 0, seed);
            inner += count(Arrays.copyOfRange(lines, 64, 192));
            outer += count(lines) - count(Arrays.copyOfRange(lines, 64, 192));
        }
        assertTrue(inner > 3 * outer, inner + " to " + outer);
    }

    @Test
    void uniformMasksShiftFromFrameToFrameAndTogetherMissNothing() {
        boolean[] all = new boolean[64];
        for (int frame = 0; frame < 4; frame++) {
            boolean[] lines = Masks.lines(MaskKind.UNIFORM, 64, 4, 0, frame, 1);
            assertEquals(16, count(lines));
            for (int row = 0; row < 64; row++) {
                all[row] |= lines[row];
            }
        }
        assertEquals(64, count(all));
    }

    @Test
    void shiftedUniformFramesHoldEveryLineTogetherAndNeighboursAreFarApart() {
        for (int step : new int[] {2, 3, 4, 5, 6, 8, 12}) {
            int[] times = new int[60];
            for (int frame = 0; frame < step; frame++) {
                boolean[] lines = Masks.lines(MaskKind.KT_UNIFORM, 60, step, 0, frame, 1);
                for (int row = 0; row < 60; row++) {
                    times[row] += lines[row] ? 1 : 0;
                }
            }
            int all = step;
            assertTrue(Arrays.stream(times).allMatch(count -> count == 1), () -> "R = " + all);
        }
        assertTrue(Masks.lines(MaskKind.KT_UNIFORM, 60, 8, 0, 0, 1)[0]);
        assertTrue(Masks.lines(MaskKind.KT_UNIFORM, 60, 8, 0, 1, 1)[3], "8 is shifted by 3");
    }

    @Test
    void drawnFramesLeaveOutWhatTheFramesJustBeforeTook() {
        for (long seed = 1; seed <= 10; seed++) {
            boolean[] all = new boolean[64];
            for (int frame = 4; frame < 8; frame++) {
                boolean[] lines = Masks.lines(MaskKind.KT_RANDOM, 64, 4, 0, frame, seed);
                assertEquals(16, count(lines));
                for (int row = 0; row < 64; row++) {
                    all[row] |= lines[row];
                }
            }
            assertTrue(count(all) >= 62, "seed " + seed + ": " + count(all) + " of 64 lines in a cycle");
        }
    }

    @Test
    void partialFourierIsOneBlockThatPassesTheCentre() {
        boolean[] lines = Masks.lines(MaskKind.PARTIAL_FOURIER, 64, 1.5, 8, 0, 1);

        assertEquals(43, count(lines));
        assertEquals(43, count(Arrays.copyOfRange(lines, 21, 64)));
        assertEquals(36, count(Masks.lines(MaskKind.PARTIAL_FOURIER, 64, 4, 8, 0, 1)));
    }

    @Test
    void sameSeedSameMaskOtherFrameOtherMask() {
        boolean[] first = Masks.lines(MaskKind.RANDOM, 128, 4, 8, 2, 7);

        assertTrue(Arrays.equals(first, Masks.lines(MaskKind.RANDOM, 128, 4, 8, 2, 7)));
        assertFalse(Arrays.equals(first, Masks.lines(MaskKind.RANDOM, 128, 4, 8, 3, 7)));
    }

    @Test
    void refusesWhatIsNoMask() {
        assertThrows(IllegalArgumentException.class, () -> Masks.lines(MaskKind.RANDOM, 64, .5, 8, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Masks.lines(MaskKind.RANDOM, 64, 2, 65, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Masks.lines(MaskKind.RANDOM, 64, Double.NaN, 8, 0, 1));
    }
}
