package org.larmor.models.zoo;

/**
 * How a problem is put to a network: the constants that its training and its use must share.
 *
 * @param scalePercentile percentile of the CG-SENSE magnitude that is 1 in network units
 * @param senseIterations conjugate-gradient iterations of CG-SENSE
 * @param sensePriorSd expected size of the picture in CG-SENSE, standard deviation of the complex value
 * @param weightFloor added to the weight of an estimate against the data
 * @param deviationMin least error that an estimate is believed to have, per real part
 * @param deviationMax most error that an estimate is believed to have, per real part
 * @param phaseLinesMin least central lines whose phase is moved into the maps
 * @param phaseLinesMax most central lines whose phase is moved into the maps
 * @param noiseBox side of the box, in pixels, over which the noise of the CG-SENSE picture is averaged; odd
 */
public record Conditions(
        double scalePercentile,
        int senseIterations,
        double sensePriorSd,
        double weightFloor,
        double deviationMin,
        double deviationMax,
        int phaseLinesMin,
        int phaseLinesMax,
        int noiseBox) {
    /** What the networks of this project are trained with. */
    public static final Conditions USUAL = new Conditions(99, 12, 0.3, 1e-3, 0.004, 0.3, 12, 24, 9);

    public Conditions {
        Recipe.require(scalePercentile > 0 && scalePercentile <= 100, "scale_percentile must be above 0, at most 100");
        Recipe.require(senseIterations >= 1 && sensePriorSd > 0, "sense_iterations and sense_prior_sd must be above 0");
        Recipe.require(weightFloor > 0, "weight_floor must be above 0");
        Recipe.require(
                deviationMin > 0 && deviationMax >= deviationMin,
                "deviation_max must be deviation_min or more, both above 0");
        Recipe.require(
                phaseLinesMin >= 1 && phaseLinesMax >= phaseLinesMin,
                "phase_lines_max must be phase_lines_min or more, both 1 or more");
        Recipe.require(noiseBox >= 1 && noiseBox % 2 == 1, "noise_box must be odd");
    }
}
