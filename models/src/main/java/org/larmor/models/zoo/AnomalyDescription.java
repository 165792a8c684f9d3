package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Contrast;

/**
 * What the {@code model.yaml} of a pair for anomaly maps says (Wolleb et al., MICCAI 2022): a denoiser, and a noisy classifier with its
 * gradient.
 *
 * @param files its two networks
 * @param anomaly how the networks are asked, and the recipe
 * @param parameters how many weights each network has, by its name
 * @param metrics figures that its makers state, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnomalyDescription(
        String kind,
        @Nullable String version,
        @Nullable List<String> anatomy,
        @Nullable String licence,
        Files files,
        Anomaly anomaly,
        @Nullable Map<String, Long> parameters,
        ModelDescription.Training training,
        @Nullable Map<String, Object> metrics)
        implements NetworkPair.Description {
    /** The kind of these packages. */
    public static final String KIND = "anomaly";

    public AnomalyDescription {
        Recipe.require(files != null, "files is missing");
        Recipe.require(anomaly != null, "anomaly is missing");
        Recipe.require(training != null, "training is missing");
    }

    @Override
    public List<NetworkFile> networks() {
        return List.of(files.denoiser(), files.guidance());
    }

    /**
     * The networks; pictures are (b, contrast, y, x), {@code present (b, contrast)} is 1 where a contrast is there.
     *
     * @param denoiser {@code forward(x, sigma (b), present) -> v (b, contrast, y, x)}
     * @param guidance {@code forward(x, sigma (b), present, weights (2)) -> (b, contrast + 2, y, x)}: the gradient of weights[0] log
     *     p(healthy | x) + weights[1] sum log p(no lesion in the patch | x), the chance of a lesion, log p(healthy | x)
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Files(NetworkFile denoiser, NetworkFile guidance) {
        public Files {
            Recipe.require(denoiser != null && guidance != null, "files: denoiser and guidance are needed");
        }
    }

    /**
     * The constants that training and use must share.
     *
     * @param contrasts the networks' channels in their order
     * @param skull {@code stripped} where the networks saw brains without skulls
     * @param spacing of the networks' pixels, mm
     * @param canvas rows and columns of what the networks see
     * @param process the diffusion
     * @param evidenceTimes times at which the classifier is asked where something is
     * @param evidenceShifts rows and columns by which the slice is shifted each time, so that patches fall elsewhere
     * @param evidenceSure chance above which a pixel is changed wholly; below half of it not at all
     * @param foreseen how the evidence rises where the slice exceeds what the denoiser foresees of it, or null where it does not
     * @param weighFloor what is added to the difference before the evidence weighs it, in units of the brain's median
     * @param smooth sigma of the map's smoothing, pixels of the canvas
     * @param recipe what is done where nothing else is asked for
     * @param score what makes a probability of a map, or null where the model was not calibrated
     * @param calibrated on what the score and the recipe's threshold were found, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Anomaly(
            List<Contrast> contrasts,
            String skull,
            double spacing,
            List<Integer> canvas,
            Process process,
            List<Integer> evidenceTimes,
            List<List<Integer>> evidenceShifts,
            double evidenceSure,
            @Nullable Foreseen foreseen,
            double weighFloor,
            double smooth,
            AnomalyRecipe recipe,
            @Nullable Score score,
            @Nullable String calibrated) {
        public Anomaly {
            Recipe.require(contrasts != null && !contrasts.isEmpty(), "anomaly: contrasts is missing");
            Recipe.require(canvas != null && canvas.size() == 2, "anomaly: canvas must be rows and columns");
            Recipe.require(process != null && recipe != null, "anomaly: process and recipe are needed");
            Recipe.require(
                    evidenceTimes != null && evidenceShifts != null && !evidenceShifts.isEmpty(),
                    "anomaly: evidence_times and evidence_shifts are needed");
            Recipe.require(spacing > 0 && smooth >= 0, "anomaly: spacing must be above 0 and smooth 0 or more");
        }

        public boolean skullStripped() {
            return skull.equals("stripped");
        }

        /** The same with another threshold of the map and another score, found on these data. */
        Anomaly calibrated(double threshold, Score found, String data) {
            return new Anomaly(
                    contrasts,
                    skull,
                    spacing,
                    canvas,
                    process,
                    evidenceTimes,
                    evidenceShifts,
                    evidenceSure,
                    foreseen,
                    weighFloor,
                    smooth,
                    recipe.withThreshold(threshold),
                    found,
                    data);
        }
    }

    /**
     * What the evidence's log odds rise by: {@code gain} times how much the slice exceeds the picture that the denoiser foresees of it at
     * the time {@code time} of the way into noise, in units of the brain's median, smoothed by a Gaussian.
     *
     * @param smooth its sigma, pixels of the canvas
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Foreseen(int time, double gain, double smooth) {
        public Foreseen {
            Recipe.require(time > 0 && gain >= 0 && smooth > 0, "foreseen: time and smooth above 0, gain 0 or more");
        }
    }

    /** x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps at the times 0 to {@code steps}, beta linear (Ho et al. 2020). */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Process(int steps, double betaFirst, double betaLast) {
        public Process {
            Recipe.require(
                    steps > 1 && betaFirst > 0 && betaLast >= betaFirst && betaLast < 1,
                    "process: steps above 1, 0 < beta_first <= beta_last < 1");
        }
    }

    /**
     * How a counterpart and a map are made.
     *
     * @param levels L: the times to which the slice is noised; the map is their mean
     * @param steps of each way to the highest level
     * @param order 1 for DDIM, 2 for Adams and Bashforth's two-step method
     * @param scale s of the guidance
     * @param spatial share of the patches' log p in the guidance
     * @param clamped whether the pictures that the steps back foresee are kept within the range of values
     * @param masked whether the picture is changed only where the classifier finds something
     * @param weighed whether the evidence weighs the map
     * @param threshold of the map
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AnomalyRecipe(
            List<Integer> levels,
            int steps,
            int order,
            double scale,
            double spatial,
            boolean clamped,
            boolean masked,
            boolean weighed,
            double threshold) {
        public AnomalyRecipe {
            Recipe.require(levels != null && !levels.isEmpty(), "recipe: levels is missing");
            Recipe.require(steps >= 1 && (order == 1 || order == 2), "recipe: steps from 1, order 1 or 2");
        }

        AnomalyRecipe withThreshold(double other) {
            return new AnomalyRecipe(levels, steps, order, scale, spatial, clamped, masked, weighed, other);
        }
    }

    /**
     * The probability that a slice holds an anomaly: 1 / (1 + exp(-(slope ln(x + floor) + intercept))), where x is the value that the
     * share {@code quantile} of the evidence inside the brain lies below. Found on held-out slices, healthy ones and others.
     *
     * @param floor keeps the logarithm finite where there is no evidence
     * @param threshold probability from which on a slice counts as anomalous
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Score(double quantile, double floor, double slope, double intercept, double threshold) {
        public Score {
            Recipe.require(
                    quantile >= 0 && quantile <= 1 && floor > 0 && slope > 0,
                    "score: quantile must be within 0 to 1, floor and slope above 0");
        }

        /** @param evidence of the brain's pixels, in any order */
        public double probability(float[] evidence) {
            return 1
                    / (1
                            + Math.exp(-(slope * Math.log(AnomalyDescription.quantile(evidence, quantile) + floor)
                                    + intercept)));
        }
    }

    /** The value that this share of the others lies below, between two of them by a straight line. @param values one or more, in any order */
    static double quantile(float[] values, double share) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (next - sorted[below]);
    }
}
