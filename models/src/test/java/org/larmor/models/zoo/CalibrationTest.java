package org.larmor.models.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.RealImage;
import org.larmor.models.zoo.Calibration.Row;

class CalibrationTest {
    private static final List<Row> ROWS = List.of(row(8, 1.4, 2), row(2, 1, 1), row(4, 1.1, 1.5));
    private static final Calibration CALIBRATION = new Calibration(0.9, "", Map.of(Calibration.COARSE, ROWS));

    @Test
    void isWhatItsRowsSayAndLinearInLogRBetweenThem() {
        assertEquals(1, CALIBRATION.factor("coarse", 2), 1e-12);
        assertEquals(1.1, CALIBRATION.factor("coarse", 4), 1e-12);
        assertEquals(1.4, CALIBRATION.factor("coarse", 8), 1e-12);
        assertEquals(1.25, CALIBRATION.factor("coarse", Math.sqrt(32)), 1e-12);
        assertEquals(1.75, CALIBRATION.errorRatio("coarse", Math.sqrt(32)), 1e-12);
    }

    @Test
    void doesNotGoBeyondItsRows() {
        assertEquals(1, CALIBRATION.factor("coarse", 1), 1e-12);
        assertEquals(1.4, CALIBRATION.factor("coarse", 50), 1e-12);
    }

    @Test
    void changesNothingWhereAStageWasNotCalibrated() {
        assertEquals(1, CALIBRATION.factor("refined", 4));
        assertEquals(1, Calibration.NONE.errorRatio("coarse", 4));
    }

    @Test
    void refusesFactorsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> row(4, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> row(0.5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, "", Map.of()));
    }

    @Test
    void aFitIsUnbiasedOnItsOwnTrialsAndHoldsOnOthers() {
        List<CalibrationTrial> trials = trials(new Random(1), 24, 0.5);
        var fit = new CalibrationFit(0.9);
        List<Row> rows = fit.rows(trials, List.of(2.0, 4.0, 8.0)).getOrDefault(Calibration.COARSE, List.of());
        assertEquals(3, rows.size());
        Calibration calibration = new Calibration(0.9, "", Map.of(Calibration.COARSE, rows));
        for (Row row : rows) {
            assertEquals(8, row.slices());
            assertEquals(2, row.factor(), 0.25, "deviations that are half the errors' need a factor of two, seed 1");
            assertEquals(0.9, row.coverageAfter(), 0.03, "seed 1");
            assertEquals(0.59, row.coverageBefore(), 0.04, "P(|z| < 1.645 / 2), seed 1");
        }
        double measured =
                trials.stream().mapToDouble(CalibrationTrial::measured).sum();
        double predicted = trials.stream()
                .mapToDouble(t -> t.predicted() * calibration.errorRatio(t.stage(), t.acceleration()))
                .sum();
        assertEquals(measured, predicted, 1e-3 * measured);
    }

    @Test
    void deviationsThatAreKTimesLargerNeedAFactorAndARatioKTimesSmaller() {
        Row once = onlyRow(trials(new Random(2), 6, 0.5));
        Row fourfold = onlyRow(trials(new Random(2), 6, 2));
        assertEquals(once.factor() / 4, fourfold.factor(), 2e-4);
        assertEquals(once.errorRatio() / 4, fourfold.errorRatio(), 2e-4);
        assertEquals(once.coverageAfter(), fourfold.coverageAfter(), 1e-3);
    }

    @Test
    void tooFewTrialsMakeNoRow() {
        assertEquals(
                List.of(),
                new CalibrationFit(0.9)
                        .rows(trials(new Random(3), 3, 1), List.of(4.0))
                        .get("coarse"));
    }

    @Test
    void theFramesOfACineAreOneTrial() {
        List<CalibrationTrial> frames = trials(new Random(4), 3, 1);
        CalibrationTrial cine = CalibrationTrial.of(frames);
        double[] sorted = cine.scores().clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, cine.scores());
        assertEquals(frames.stream().mapToInt(frame -> frame.scores().length).sum(), sorted.length);
        assertEquals(14 / 3.0, cine.acceleration(), 1e-12, "R = 2, 4, 8");
        assertEquals(
                3 * cine.measured(),
                frames.stream().mapToDouble(CalibrationTrial::measured).sum(),
                1e-12);
    }

    @Test
    void cinesHaveRowsOfTheirOwnOrThoseOfSinglePictures() {
        var cine = new Calibration(.9, "", Map.of(Calibration.COARSE, List.of(row(2, .5, .6))));
        Calibration both = CALIBRATION.with(Calibration.CINE, cine);
        assertEquals(.5, both.ofCine().factor("coarse", 4));
        assertEquals(1.1, both.factor("coarse", 4), 1e-12);
        assertEquals(1.1, CALIBRATION.ofCine().factor("coarse", 4), 1e-12);
        assertTrue(both.hasCine() && !CALIBRATION.hasCine());
    }

    @Test
    void thePredictedErrorIsTheShareThatTheDeviationsMake() {
        RealImage picture = new RealImage(1, 2, new float[] {3, 4});
        RealImage deviation = new RealImage(1, 2, new float[] {0.3f, 0.4f});
        assertEquals(0.1, PredictedError.nrmse(picture, deviation, 1), 1e-7);
        assertEquals(0.15, PredictedError.nrmse(picture, deviation, 1.5), 1e-7);
        assertThrows(
                IllegalArgumentException.class,
                () -> PredictedError.nrmse(picture, new RealImage(2, 1, new float[2]), 1));
    }

    private static Row onlyRow(List<CalibrationTrial> trials) {
        List<Row> rows = new CalibrationFit(0.9).rows(trials, List.of(4.0)).getOrDefault(Calibration.COARSE, List.of());
        assertTrue(rows.size() == 1);
        return rows.getFirst();
    }

    /** Normal errors of deviation 1 on a bright square, told with a deviation of {@code told}; R = 2, 4, 8 by turns. */
    private static List<CalibrationTrial> trials(Random random, int count, double told) {
        List<CalibrationTrial> trials = new ArrayList<>();
        for (int slice = 0; slice < count; slice++) {
            float[] truth = new float[40 * 40];
            float[] shown = new float[truth.length];
            float[] deviation = new float[truth.length];
            Arrays.fill(truth, 100);
            Arrays.fill(deviation, (float) told);
            for (int i = 0; i < shown.length; i++) {
                shown[i] = (float) (truth[i] + random.nextGaussian());
            }
            trials.add(CalibrationTrial.of(
                    Calibration.COARSE, slice, 2 << slice % 3, image(truth), image(shown), image(deviation)));
        }
        return trials;
    }

    private static RealImage image(float[] data) {
        return new RealImage(40, 40, data);
    }

    private static Row row(double acceleration, double factor, double ratio) {
        return new Row(acceleration, factor, ratio, 10, 0.8, 0.9);
    }
}
