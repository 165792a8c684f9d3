package org.larmor.app.eval;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealImage;
import org.larmor.core.metrics.Score;
import org.larmor.core.metrics.UncertaintyScore;

/**
 * One method on one case, the mean over its images.
 *
 * @param acceleration nominal R
 * @param score against the truth
 * @param uncertainty null where the method states none
 * @param seconds from k-space to the picture, an image
 * @param evaluations network evaluations, an image, all samples together
 * @param remark why the picture is not what was asked for, or empty
 */
public record EvalRow(
        String name,
        String mask,
        double acceleration,
        String method,
        Score score,
        @Nullable UncertaintyScore uncertainty,
        double seconds,
        double evaluations,
        String remark) {
    /**
     * Compares pictures with the truth of their case.
     *
     * @param deviations of each picture, or empty where there is none
     */
    static EvalRow of(
            EvalCase evalCase,
            String method,
            List<RealImage> pictures,
            List<RealImage> deviations,
            double seconds,
            double evaluations,
            String remark) {
        List<RealImage> truth = evalCase.truth();
        return new EvalRow(
                evalCase.name(),
                evalCase.mask(),
                evalCase.acceleration(),
                method,
                Score.mean(Score.of(truth, pictures)),
                deviations.isEmpty() ? null : UncertaintyScore.mean(UncertaintyScore.of(truth, pictures, deviations)),
                seconds,
                evaluations,
                remark);
    }

    /** The mean of rows of one method, mask and acceleration. */
    static EvalRow mean(List<EvalRow> rows) {
        EvalRow first = rows.getFirst();
        List<UncertaintyScore> uncertainties =
                rows.stream().map(EvalRow::uncertainty).filter(Objects::nonNull).toList();
        return new EvalRow(
                rows.size() + (rows.size() == 1 ? " case" : " cases"),
                first.mask,
                first.acceleration,
                first.method,
                Score.mean(rows.stream().map(EvalRow::score).toList()),
                uncertainties.isEmpty() ? null : UncertaintyScore.mean(uncertainties),
                rows.stream().mapToDouble(EvalRow::seconds).average().orElse(Double.NaN),
                rows.stream().mapToDouble(EvalRow::evaluations).average().orElse(Double.NaN),
                "");
    }
}
