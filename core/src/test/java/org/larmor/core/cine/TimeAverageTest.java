package org.larmor.core.cine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.KSpace;
import org.larmor.core.phantom.MaskKind;

class TimeAverageTest {
    @Test
    void ofAStillObjectWithShiftedLinesIsItsWholeKSpace() {
        BeatingScan scan = new BeatingScan(3, 24, 20, 4, 0);
        KSpace average = TimeAverage.of(scan.measured(MaskKind.UNIFORM, 4, 0, 0, 1));
        KSpace whole = new EncodingOperator(scan.lines(MaskKind.FULL, 1, 0, 0, 1), scan.maps())
                .forward(scan.truth().getFirst());
        assertEquals(1, average.mask().share());
        assertArrayEquals(whole.data(), average.data(), 1e-6f);
    }

    @Test
    void leavesEmptyWhatNoFrameMeasured() {
        BeatingScan scan = new BeatingScan(2, 24, 20, 2, 1);
        KSpace average = TimeAverage.of(scan.measured(MaskKind.UNIFORM, 4, 0, 0.1, 1));
        assertEquals(0.5, average.mask().share());
        assertFalse(average.mask().isSampled(2, 3));
        assertEquals(0, average.data()[2 * (2 * 20 + 3)]);
    }

    @Test
    void averagesAwayTheNoiseOfLinesThatEveryFrameMeasured() {
        BeatingScan scan = new BeatingScan(2, 24, 20, 16, 0);
        for (long seed = 0; seed < 5; seed++) {
            KSpace clean = scan.measured(MaskKind.FULL, 1, 0, 0, seed).getFirst();
            KSpace average = TimeAverage.of(scan.measured(MaskKind.FULL, 1, 0, 1, seed));
            double power = 0;
            for (int i = 0; i < clean.data().length; i++) {
                power += Math.pow(average.data()[i] - clean.data()[i], 2) / clean.data().length;
            }
            assertEquals(1.0 / 16, power, 0.15 / 16, "seed " + seed);
        }
    }

    @Test
    void refusesFramesOfAnotherSizeAndNone() {
        KSpace small = new BeatingScan(2, 24, 20, 1, 0)
                .measured(MaskKind.FULL, 1, 0, 0, 1)
                .getFirst();
        KSpace large = new BeatingScan(2, 24, 22, 1, 0)
                .measured(MaskKind.FULL, 1, 0, 0, 1)
                .getFirst();
        var refused = assertThrows(IllegalArgumentException.class, () -> TimeAverage.of(List.of(small, large)));
        assertEquals(
                "frame 1 of the cine is 2 coils of 24 x 22, the first is 2 coils of 24 x 20", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TimeAverage.of(List.of()));
    }
}
