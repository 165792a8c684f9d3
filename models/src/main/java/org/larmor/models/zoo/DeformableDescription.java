package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code model.yaml} of a Diffusion Deformable Model says (Kim, Han, Ye, MICCAI 2022): a network G whose answer is a latent
 * code, and a network M that makes a displacement field of it.
 *
 * @param latent G: {@code forward(source, target, noisy (b,1,y,x), t (b)) -> latent (b,1,y,x)}
 * @param deformation M: {@code forward(source, latent (b,1,y,x)) -> displacement (b,2,y,x)}, pixels; with three dimensions z comes
 *     before y everywhere
 * @param deformable how the networks are asked
 * @param smallest least rows or columns, or null
 * @param largest most rows or columns, or null
 * @param calibration rows of the stage {@value #SYNTHESISED}, at an acceleration of 1: nothing is undersampled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeformableDescription(
        String kind,
        @Nullable String version,
        @Nullable List<String> anatomy,
        @Nullable String licence,
        NetworkFile latent,
        NetworkFile deformation,
        Deformable deformable,
        @Nullable Integer smallest,
        @Nullable Integer largest,
        @Nullable Calibration calibration,
        long parameters,
        ModelDescription.Training training,
        @Nullable Map<String, Object> validation) {
    /** The kind of these packages. */
    public static final String KIND = "deformable";

    /** Stage of the calibration: the spread of frames over latent samples. */
    public static final String SYNTHESISED = "synthesised";

    public DeformableDescription {
        Recipe.require(latent != null, "latent is missing");
        Recipe.require(deformation != null, "deformation is missing");
        Recipe.require(deformable != null, "deformable is missing");
        Recipe.require(training != null, "training is missing");
    }

    /** A TorchScript file in the package's folder. @param sha256 hexadecimal */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NetworkFile(String file, String sha256) {
        public NetworkFile {
            Recipe.require(file != null, "file is missing");
            Recipe.require(sha256 != null, "sha256 is missing");
        }
    }

    /**
     * The constants that training and use must share.
     *
     * @param dimensions 2: slices one by one; 3: the stack as a whole
     * @param multiple sides are made a multiple of this by repeating the edge at their ends
     * @param bidirectional whether frames are blended from source and target, each moved
     * @param normalisation of source and target together for the networks
     * @param uncertainty how latents are sampled, or null where that was not trained
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Deformable(
            int dimensions,
            int multiple,
            boolean bidirectional,
            Percentiles normalisation,
            @Nullable LatentNoise uncertainty) {
        public Deformable {
            Recipe.require(normalisation != null, "normalisation is missing");
            Recipe.require(
                    (dimensions == 2 || dimensions == 3) && multiple >= 1,
                    "deformable: dimensions must be 2 or 3 and multiple 1 or more");
        }
    }

    /** Those that become 0 and 1. @param clip whether what lies beyond becomes 0 and 1 too */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Percentiles(
            double low, double high, @Nullable Boolean clip) {
        public Percentiles {
            Recipe.require(low >= 0 && low < high && high <= 100, "normalisation must be 0 <= low < high <= 100");
        }
    }

    /**
     * The noised target of a latent sample, signal * target + noise * N(0, 1), and the time that G is told.
     *
     * @param t 0 to 1
     * @param floor least standard deviation of a frame, network units
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LatentNoise(double t, double signal, double noise, double floor) {
        public LatentNoise {
            Recipe.require(
                    t > 0 && t <= 1 && signal > 0 && noise > 0 && floor >= 0,
                    "uncertainty: t must be within 0 to 1, signal and noise above 0, floor 0 or more");
        }
    }
}
