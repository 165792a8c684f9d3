package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code model.yaml} of a Diffusion Deformable Model says (Kim, Han, Ye, MICCAI 2022): a network G whose answer is a latent
 * code, and a network M that makes a displacement field of it.
 *
 * @param files its two networks
 * @param deformable how the networks are asked
 * @param smallest least rows or columns, or null
 * @param largest most rows or columns, or null
 * @param calibration rows of the stage {@value #SYNTHESISED}, at an acceleration of 1: nothing is undersampled
 * @param parameters how many weights each network has, by its name
 * @param metrics figures that its makers state, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeformableDescription(
        String kind,
        @Nullable String version,
        @Nullable List<String> anatomy,
        @Nullable String licence,
        Files files,
        Deformable deformable,
        @Nullable Integer smallest,
        @Nullable Integer largest,
        @Nullable Calibration calibration,
        @Nullable Map<String, Long> parameters,
        Training training,
        @Nullable Map<String, Object> metrics)
        implements NetworkPair.Description {
    /** The kind of these packages. */
    public static final String KIND = "deformable";

    /** Stage of the calibration: the spread of frames over latent samples. */
    public static final String SYNTHESISED = "synthesised";

    public DeformableDescription {
        Recipe.require(files != null, "files is missing");
        Recipe.require(deformable != null, "deformable is missing");
        Recipe.require(training != null, "training is missing");
    }

    @Override
    public List<NetworkFile> networks() {
        return List.of(files.latent(), files.deformation());
    }

    /**
     * The networks.
     *
     * @param latent G: {@code forward(source, target, noisy (b,1,y,x), t (b)) -> latent (b,1,y,x)}
     * @param deformation M: {@code forward(source, latent (b,1,y,x)) -> displacement (b,2,y,x)}, pixels; with three dimensions z comes
     *     before y everywhere, and the displacement has 3 channels
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Files(NetworkFile latent, NetworkFile deformation) {
        public Files {
            Recipe.require(latent != null && deformation != null, "files: latent and deformation are needed");
        }
    }

    /** What it was trained on. @param data licence and source of each set, by name */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Training(long steps, double minutes, Map<String, String> data) {
        public Training {
            Recipe.require(data != null, "training: data is missing");
        }
    }

    /**
     * The constants that training and use must share.
     *
     * @param dimensions 2: slices one by one; 3: the stack as a whole
     * @param multiple rows and columns are made a multiple of this by repeating the edge at their ends
     * @param bidirectional whether frames are blended from source and target, each moved
     * @param normalisation of source and target together for the networks
     * @param ease the course of the motion in time, or null where that is even
     * @param process by which targets were noised in training, or null for the paper's
     * @param uncertainty how latents are sampled, or null for the usual way
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Deformable(
            int dimensions,
            int multiple,
            boolean bidirectional,
            Percentiles normalisation,
            @Nullable Ease ease,
            @Nullable NoiseProcess process,
            @Nullable LatentSampling uncertainty) {
        public Deformable {
            Recipe.require(
                    (dimensions == 2 || dimensions == 3) && multiple >= 1,
                    "deformable: dimensions must be 2 or 3 and multiple 1 or more");
            Recipe.require(normalisation != null, "deformable: normalisation is missing");
        }
    }

    /** The percentiles that become 0 and 1; values beyond stay beyond. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Percentiles(double low, double high) {
        public Percentiles {
            Recipe.require(low >= 0 && low < high && high <= 100, "normalisation must be 0 <= low < high <= 100");
        }
    }

    /**
     * The share of the motion that is done at equally spaced times between the two phases, linear between them: a heart rests at
     * end-diastole and end-systole, so that equal times are not equal shares of its motion.
     *
     * @param course rising from 0 to 1
     */
    public record Ease(List<Double> course) {
        /** Equal shares at equal times. */
        public static final Ease EVEN = new Ease(List.of(0.0, 1.0));

        public Ease {
            course = List.copyOf(course);
            Recipe.require(
                    course.size() >= 2 && course.getFirst() == 0 && course.getLast() == 1, "ease must go from 0 to 1");
            Recipe.require(course.equals(course.stream().sorted().toList()), "ease must rise from 0 to 1");
        }

        /** From the list of values, or the word {@code linear}. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Ease of(Object stated) {
            if (stated instanceof List<?> values && values.stream().allMatch(Number.class::isInstance)) {
                return new Ease(values.stream()
                        .map(value -> ((Number) value).doubleValue())
                        .toList());
            }
            Recipe.require("linear".equals(stated), "ease must be a list of numbers or linear, not " + stated);
            return EVEN;
        }

        /** The share of the motion at a share of the time. */
        public double at(double gamma) {
            double place = Math.clamp(gamma, 0, 1) * (course.size() - 1);
            int below = Math.min((int) place, course.size() - 2);
            double share = place - below;
            return (1 - share) * course.get(below) + share * course.get(below + 1);
        }
    }

    /** The forward process x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps, beta linear over the steps; t = 1 is the last step. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NoiseProcess(int steps, double betaFirst, double betaLast) {
        /** Kim, Han, Ye: T = 2000, 1e-6 to 1e-2. */
        public static final NoiseProcess OF_THE_PAPER = new NoiseProcess(2000, 1e-6, 1e-2);

        public NoiseProcess {
            Recipe.require(
                    steps > 1 && betaFirst > 0 && betaLast >= betaFirst && betaLast < 1,
                    "process: steps above 1, 0 < beta_first <= beta_last < 1");
        }

        /** abar: the share of the picture's power that is left at a time, 0 to 1. */
        public double kept(double time) {
            double kept = 1;
            for (int step = 0; step < Math.round(time * steps); step++) {
                kept *= 1 - (betaFirst + (betaLast - betaFirst) * step / (steps - 1));
            }
            return kept;
        }
    }

    /**
     * How samples of the latent are drawn: G is told the target with the noise of a small time.
     *
     * @param time 0 to 1
     * @param floor least standard deviation of a frame, network units: the pictures' own noise
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LatentSampling(double time, double floor) {
        /** Of packages that state nothing. */
        public static final LatentSampling USUAL = new LatentSampling(0.05, 0.01);

        public LatentSampling {
            Recipe.require(
                    time > 0 && time <= 1 && floor >= 0, "uncertainty: time must be within 0 to 1, floor 0 or more");
        }
    }
}
