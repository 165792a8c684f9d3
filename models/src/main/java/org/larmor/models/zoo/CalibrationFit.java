package org.larmor.models.zoo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.larmor.core.metrics.SplitConformal;
import org.larmor.models.zoo.Calibration.Row;

/** Finds a {@link Calibration} from trials: one row for each stage and acceleration. */
public final class CalibrationFit {
    /** Fewer trials make no row: their quantile would be chance. */
    public static final int FEWEST = 4;

    private final double coverage;

    /** @param coverage share of the pixels that the calibrated intervals are to hold */
    public CalibrationFit(double coverage) {
        this.coverage = coverage;
    }

    /**
     * Rows by stage. A trial belongs to the nearest acceleration (in ln R), for a mask's own R is seldom the nominal one; a row
     * stands at the geometric mean of its trials' R.
     *
     * @param accelerations nominal R of the rows
     */
    public Map<String, List<Row>> rows(List<CalibrationTrial> trials, List<Double> accelerations) {
        Map<String, Map<Double, List<CalibrationTrial>>> groups = new LinkedHashMap<>();
        for (CalibrationTrial trial : trials) {
            groups.computeIfAbsent(trial.stage(), stage -> new TreeMap<>())
                    .computeIfAbsent(nearest(trial.acceleration(), accelerations), nominal -> new ArrayList<>())
                    .add(trial);
        }
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        groups.forEach((stage, byAcceleration) -> rows.put(
                stage,
                byAcceleration.values().stream()
                        .filter(group -> group.size() >= FEWEST)
                        .map(this::row)
                        .toList()));
        return rows;
    }

    private static double nearest(double acceleration, List<Double> accelerations) {
        return accelerations.stream()
                .min(Comparator.comparingDouble(nominal -> Math.abs(Math.log(acceleration / nominal))))
                .orElseThrow(() -> new IllegalArgumentException("no acceleration to calibrate at"));
    }

    private Row row(List<CalibrationTrial> trials) {
        double logs = trials.stream()
                .mapToDouble(trial -> Math.log(trial.acceleration()))
                .average()
                .orElseThrow();
        return new Row(
                rounded(Math.exp(logs)),
                rounded(SplitConformal.factor(scores(trials), coverage)),
                rounded(errorRatio(trials)),
                trials.size(),
                rounded(SplitConformal.coverage(scores(trials), 1)),
                rounded(crossed(trials)));
    }

    /** To four digits after the point: more would claim what no such sample can tell. */
    private static double rounded(double value) {
        return Double.isNaN(value) ? value : Math.rint(value * 1e4) / 1e4;
    }

    /** Makes the mean of the predictions that of the measured errors. */
    private static double errorRatio(List<CalibrationTrial> trials) {
        return trials.stream().mapToDouble(CalibrationTrial::measured).sum()
                / trials.stream().mapToDouble(CalibrationTrial::predicted).sum();
    }

    /** Coverage of each half of the slices with the factor of the other half; not a number with a single slice. */
    private double crossed(List<CalibrationTrial> trials) {
        List<Integer> slices =
                trials.stream().map(CalibrationTrial::slice).distinct().sorted().toList();
        double sum = 0;
        for (int half = 0; half < 2; half++) {
            int chosen = half;
            List<CalibrationTrial> held = trials.stream()
                    .filter(trial -> slices.indexOf(trial.slice()) % 2 == chosen)
                    .toList();
            List<CalibrationTrial> others =
                    trials.stream().filter(trial -> !held.contains(trial)).toList();
            if (held.isEmpty() || others.isEmpty()) {
                return Double.NaN;
            }
            double factor = SplitConformal.factor(scores(others), coverage);
            sum += held.size() * SplitConformal.coverage(scores(held), factor);
        }
        return sum / trials.size();
    }

    private static List<double[]> scores(List<CalibrationTrial> trials) {
        return trials.stream().map(CalibrationTrial::scores).toList();
    }
}
