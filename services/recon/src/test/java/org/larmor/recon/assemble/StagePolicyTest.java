package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Step;

class StagePolicyTest {
    private static final int ROWS = TestScan.ROWS;

    @Test
    void zeroFilledPreviewsComeOnceAtEachShare() {
        List<String> due = run(Method.ZERO_FILLED, StageSettings.DEFAULT);
        assertEquals(List.of("12 [ZERO_FILLED]", "24 [ZERO_FILLED]", "36 [ZERO_FILLED]"), due);
    }

    @Test
    void senseComesWhenTheCentreIsIn() {
        StageSettings settings = new StageSettings(List.of(), List.of(), 0, 16);
        assertEquals(List.of("32 [SENSE]"), run(Method.SENSE, settings));
    }

    @Test
    void coarseComesWithTheSenseThatItStartsFromAndNeverBeforeTheCentre() {
        StageSettings settings = new StageSettings(List.of(), List.of(.2, .9), 0, 16);
        assertEquals(List.of("32 [SENSE, COARSE]", "44 [SENSE, COARSE]"), run(Method.COARSE_TO_FINE, settings));
    }

    @Test
    void sharesThatAreSkippedMakeOnePreview() {
        StagePolicy policy =
                new StagePolicy(StageSettings.DEFAULT, new TestScan("s", 1, 1, 1).header(), Method.ZERO_FILLED, 0);
        assertEquals(List.of(Step.ZERO_FILLED), policy.after(line(0), .6, 1));
        assertEquals(List.of(), policy.after(line(1), .7, 2));
        assertEquals(List.of(), policy.after(line(2), 1, 3));
    }

    @Test
    void previewsComePeriodicallyOnlyWhereThereIsSomethingNew() {
        StageSettings settings = new StageSettings(List.of(), List.of(), 100, 16);
        StagePolicy policy = new StagePolicy(settings, new TestScan("s", 1, 1, 1).header(), Method.ZERO_FILLED, 0);
        assertEquals(List.of(), policy.at(200));
        policy.after(line(0), .1, 210);
        assertEquals(List.of(Step.ZERO_FILLED), policy.at(220));
        policy.after(line(1), .2, 230);
        assertEquals(List.of(), policy.at(300));
        assertEquals(List.of(Step.ZERO_FILLED), policy.at(320));
        assertEquals(List.of(), policy.at(1000));
    }

    @Test
    void refusesSharesThatDoNotAscend() {
        assertThrows(IllegalArgumentException.class, () -> new StageSettings(List.of(.5, .5), List.of(), 0, 16));
        assertThrows(IllegalArgumentException.class, () -> new StageSettings(List.of(1.0), List.of(), 0, 16));
    }

    /** All lines in order; what is due, behind the number of lines that were in. */
    private static List<String> run(Method method, StageSettings settings) {
        StagePolicy policy = new StagePolicy(settings, new TestScan("s", 1, 1, 1).header(), method, 0);
        List<String> due = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Step> steps = policy.after(line(row), (row + 1.0) / ROWS, row);
            if (!steps.isEmpty()) {
                due.add(row + 1 + " " + steps);
            }
        }
        return due;
    }

    private static Readout line(int row) {
        return new Readout(
                row,
                0,
                EncodingCounters.line(row),
                new SampleWindow(1, 0, 0, 0),
                Placement.AXIAL,
                Timestamps.NONE,
                1,
                new float[2]);
    }
}
