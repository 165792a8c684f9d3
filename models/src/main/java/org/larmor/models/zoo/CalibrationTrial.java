package org.larmor.models.zoo;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.larmor.core.domain.RealImage;
import org.larmor.core.metrics.Score;
import org.larmor.core.metrics.UncertaintyScore;

/**
 * One reconstruction of a held-out slice whose truth is known.
 *
 * @param stage of the picture, as in {@link Calibration#stages}
 * @param slice which held-out slice it is; several trials of one slice never calibrate each other
 * @param acceleration R: lines of the grid over measured ones
 * @param scores errors inside the object over half the raw 90 % interval, rising
 * @param measured the picture's error as a share of the truth
 * @param predicted the same as {@link PredictedError} has it with a ratio of 1
 */
public record CalibrationTrial(
        String stage, int slice, double acceleration, double[] scores, double measured, double predicted) {
    /**
     * Compares a picture with its truth, after one least-squares scale.
     *
     * @param shown the magnitude that is published
     * @param rawDeviation before calibration, units of {@code shown}
     */
    public static CalibrationTrial of(
            String stage, int slice, double acceleration, RealImage truth, RealImage shown, RealImage rawDeviation) {
        double[] scores = UncertaintyScore.Pixels.inside(List.of(truth), List.of(shown), List.of(rawDeviation))
                .getFirst()
                .scores();
        if (scores.length == 0) {
            throw new IllegalArgumentException("slice " + slice + " shows no object to calibrate on");
        }
        return new CalibrationTrial(
                stage,
                slice,
                acceleration,
                scores,
                Score.of(truth, shown).nrmse(),
                PredictedError.nrmse(shown, rawDeviation, 1));
    }

    /** The frames of a cine as one trial, for they are not independent: their scores together, of the rest the means. */
    public static CalibrationTrial of(List<CalibrationTrial> frames) {
        CalibrationTrial first = frames.getFirst();
        return new CalibrationTrial(
                first.stage,
                first.slice,
                mean(frames, CalibrationTrial::acceleration),
                frames.stream()
                        .flatMapToDouble(frame -> Arrays.stream(frame.scores))
                        .sorted()
                        .toArray(),
                mean(frames, CalibrationTrial::measured),
                mean(frames, CalibrationTrial::predicted));
    }

    private static double mean(List<CalibrationTrial> frames, ToDoubleFunction<CalibrationTrial> value) {
        return frames.stream().mapToDouble(value).average().orElseThrow();
    }
}
