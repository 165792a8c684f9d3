package org.larmor.app.synthesis;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.larmor.core.metrics.Score;

/**
 * What one method came to in one case.
 *
 * @param score mean over the measured frames between source and target, slice by slice, or null where there are none
 * @param course PSNR inside the object of each frame, mean over its slices, by its share of the time
 * @param dice of the moved source's labels against the target's, or null
 * @param coverage share of the object's pixels inside the 90 % interval, or null
 * @param foldedShare largest of any frame, or null for what moves nothing
 * @param evaluations of both networks, slices or stacks
 * @param seconds a slice
 */
public record SynthesisRow(
        String method,
        String name,
        @Nullable Score score,
        List<double[]> course,
        @Nullable Double dice,
        @Nullable Double coverage,
        @Nullable Double foldedShare,
        int evaluations,
        double seconds) {
    /** The means of rows of one method; of what only some have over those. */
    static SynthesisRow mean(List<SynthesisRow> rows) {
        List<Score> scores =
                rows.stream().map(SynthesisRow::score).filter(Objects::nonNull).toList();
        return new SynthesisRow(
                rows.get(0).method(),
                rows.size() == 1 ? rows.get(0).name() : rows.size() + " cases",
                scores.isEmpty() ? null : Score.mean(scores),
                rows.stream().flatMap(row -> row.course.stream()).toList(),
                mean(rows, SynthesisRow::dice),
                mean(rows, SynthesisRow::coverage),
                largest(rows),
                rows.stream().mapToInt(SynthesisRow::evaluations).sum(),
                rows.stream().mapToDouble(SynthesisRow::seconds).average().orElse(0));
    }

    private static @Nullable Double mean(List<SynthesisRow> rows, Function<SynthesisRow, @Nullable Double> figure) {
        OptionalDouble mean = rows.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(value -> value == null ? 0 : value)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private static @Nullable Double largest(List<SynthesisRow> rows) {
        double[] shares = rows.stream()
                .map(SynthesisRow::foldedShare)
                .filter(Objects::nonNull)
                .mapToDouble(value -> value == null ? 0 : value)
                .toArray();
        return shares.length == 0 ? null : Arrays.stream(shares).max().orElse(0);
    }
}
