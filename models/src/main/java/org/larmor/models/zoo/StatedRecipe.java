package org.larmor.models.zoo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recipe as {@code model.yaml} states it, flat; a condition that is not stated is the usual one. */
record StatedRecipe(
        @Nullable List<Double> priorSd,
        int passes,
        int iterations,
        @Nullable Integer sampleIterations,
        double sigmaStart,
        double sigmaEnd,
        int evaluations,
        double eta,
        int samples,
        @Nullable Integer polish,
        @Nullable Double scalePercentile,
        @Nullable Integer senseIterations,
        @Nullable Double sensePriorSd,
        @Nullable Double weightFloor,
        @Nullable Double deviationMin,
        @Nullable Double deviationMax,
        @Nullable Integer phaseLinesMin,
        @Nullable Integer phaseLinesMax,
        @Nullable Integer noiseBox) {
    private static final int USUAL_SAMPLE_ITERATIONS = 6;

    Recipe recipe() {
        return new Recipe(
                priorSd,
                passes,
                iterations,
                or(sampleIterations, Math.min(iterations, USUAL_SAMPLE_ITERATIONS)),
                sigmaStart,
                sigmaEnd,
                evaluations,
                eta,
                samples,
                or(polish, 1),
                conditions());
    }

    private Conditions conditions() {
        Conditions usual = Conditions.USUAL;
        return new Conditions(
                or(scalePercentile, usual.scalePercentile()),
                or(senseIterations, usual.senseIterations()),
                or(sensePriorSd, usual.sensePriorSd()),
                or(weightFloor, usual.weightFloor()),
                or(deviationMin, usual.deviationMin()),
                or(deviationMax, usual.deviationMax()),
                or(phaseLinesMin, usual.phaseLinesMin()),
                or(phaseLinesMax, usual.phaseLinesMax()),
                or(noiseBox, usual.noiseBox()));
    }

    private static <T> T or(@Nullable T stated, T usual) {
        return stated == null ? usual : stated;
    }
}
