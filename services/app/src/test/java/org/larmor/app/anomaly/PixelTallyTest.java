package org.larmor.app.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PixelTallyTest {
    private static final boolean[] ALL = {true, true, true, true};

    private static PixelTally tally() {
        PixelTally tally = new PixelTally();
        tally.add(new float[] {.9f, .8f, .2f, .1f}, new boolean[] {true, true, false, false}, ALL, 50, 2);
        tally.add(new float[] {.3f, .1f, .1f, 9}, new boolean[4], new boolean[] {true, true, true, false}, 22, 1);
        return tally;
    }

    @Test
    void pixelsOutsideTheBrainDoNotCount() {
        assertEquals(1, tally().figures(0.25).auroc());
        assertEquals(0.3f, tally().quantileOfHealthy(1));
    }

    @Test
    void falseAreaIsTheShareOfHealthySlicesAboveTheThreshold() {
        AnomalyFigures figures = tally().figures(0.25);
        assertEquals(1.0 / 3, figures.falseArea());
        assertEquals(2.0 * 2 / (3 + 2), figures.dice());
        assertEquals(1, figures.bestDice());
        assertEquals(1, figures.otsuDice());
        assertEquals(2, figures.slices());
        assertEquals(1, figures.lesionFree());
        assertEquals(36, figures.evaluations());
    }

    @Test
    void withoutHealthySlicesThereIsNoThreshold() {
        PixelTally tally = new PixelTally();
        tally.add(new float[] {1, 0, 0, 0}, new boolean[] {true, false, false, false}, ALL, 1, 1);
        assertEquals(Double.NaN, tally.quantileOfHealthy(0.995));
        assertEquals(Double.NaN, tally.figures(Double.NaN).falseArea());
    }
}
