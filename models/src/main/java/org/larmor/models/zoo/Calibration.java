package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What makes a model's deviations true on scans that it has not seen, found on held-out slices by {@code larmor calibrate}.
 * Between the accelerations of its rows it is linear in ln R; beyond them it is as at the nearest one.
 *
 * @param coverage share of the pixels that +- 1.645 calibrated deviations are to hold
 * @param data on what it was found, in words, or null
 * @param stages rows of each stage ({@value #COARSE}, {@value #REFINED}), accelerations rising
 * @param methods the same of other methods than the default by their names, where they were calibrated
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Calibration(
        double coverage, @Nullable String data, Map<String, List<Row>> stages, Map<String, Calibration> methods) {
    /** The stage of the coarse picture. */
    public static final String COARSE = "coarse";

    /** The stage of the picture after posterior samples. */
    public static final String REFINED = "refined";

    /** The name among {@code methods} of the default method on the frames of a cine, made together. */
    public static final String CINE = "cine";

    /** Of a model that was never calibrated: every factor is 1. */
    public static final Calibration NONE = new Calibration(0.9, "", Map.of());

    /** Of the default method alone. */
    public Calibration(double coverage, @Nullable String data, Map<String, List<Row>> stages) {
        this(coverage, data, stages, Map.of());
    }

    public Calibration {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("calibration: coverage must be within 0 to 1, not " + coverage);
        }
        if (stages == null) {
            throw new IllegalArgumentException("calibration: stages is missing");
        }
        Map<String, List<Row>> sorted = new LinkedHashMap<>();
        stages.forEach((stage, rows) -> sorted.put(
                stage,
                rows.stream()
                        .sorted(Comparator.comparingDouble(Row::acceleration))
                        .toList()));
        stages = Collections.unmodifiableMap(sorted);
        methods = methods == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(methods));
    }

    /**
     * What was found at one acceleration.
     *
     * @param acceleration R: lines of the grid over measured ones
     * @param factor on the deviation
     * @param errorRatio measured error of the picture over the predicted one, see {@link PredictedError}
     * @param slices reconstructions that it was found on
     * @param coverageBefore share of their pixels that +- 1.645 raw deviations hold
     * @param coverageAfter share that the calibrated ones hold, each slice calibrated on others only
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Row(
            double acceleration,
            double factor,
            double errorRatio,
            int slices,
            double coverageBefore,
            double coverageAfter) {
        public Row {
            if (!(acceleration >= 1 && factor > 0 && errorRatio > 0) || Double.isInfinite(factor + errorRatio)) {
                throw new IllegalArgumentException(
                        "calibration: acceleration must be 1 or more, factor and error_ratio above 0, not "
                                + acceleration + ", " + factor + ", " + errorRatio);
            }
        }
    }

    /** Of another method than the default; {@link #NONE} where it was not calibrated. */
    public Calibration of(String method) {
        return methods.getOrDefault(method, NONE);
    }

    /** Whether cines have rows of their own. */
    public boolean hasCine() {
        return methods.containsKey(CINE);
    }

    /** Of a cine's frames; where none was calibrated, that of single pictures. */
    public Calibration ofCine() {
        return methods.getOrDefault(CINE, this);
    }

    /** The same with this calibration of another method. */
    public Calibration with(String method, Calibration found) {
        Map<String, Calibration> all = new TreeMap<>(methods);
        all.put(method, found);
        return new Calibration(coverage, data, stages, all);
    }

    /** Whether there is a row for this stage. */
    public boolean has(String stage) {
        return !stages.getOrDefault(stage, List.of()).isEmpty();
    }

    /** On the deviation of a picture of this stage; 1 where the stage was not calibrated. */
    public double factor(String stage, double acceleration) {
        return at(stage, acceleration, Row::factor);
    }

    /** On the predicted error of a picture of this stage; 1 where the stage was not calibrated. */
    public double errorRatio(String stage, double acceleration) {
        return at(stage, acceleration, Row::errorRatio);
    }

    private double at(String stage, double acceleration, ToDoubleFunction<Row> value) {
        List<Row> rows = stages.getOrDefault(stage, List.of());
        if (rows.isEmpty()) {
            return 1;
        }
        int above = 0;
        while (above < rows.size() && rows.get(above).acceleration() < acceleration) {
            above++;
        }
        Row high = rows.get(Math.min(above, rows.size() - 1));
        Row low = rows.get(Math.max(above - 1, 0));
        double width = Math.log(high.acceleration() / low.acceleration());
        double share = width > 0 ? Math.log(acceleration / low.acceleration()) / width : 0;
        double clamped = Math.clamp(share, 0, 1);
        return (1 - clamped) * value.applyAsDouble(low) + clamped * value.applyAsDouble(high);
    }
}
