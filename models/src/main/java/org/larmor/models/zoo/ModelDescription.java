package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.models.network.KnownChannel;

/**
 * What a package's {@code model.yaml} says. Keys that this version does not know are left aside, but in the recipe, where
 * each one changes the pictures.
 *
 * @param kind what sort of network it is: {@link #CONDITIONAL_RESIDUAL} or {@link #UNCONDITIONAL}
 * @param version of the weights, or null
 * @param anatomy what it was trained on, lower case as scans' headers tell it, one or several; null or empty where it is not told
 * @param licence of the weights, or null where it is not told
 * @param file name of the TorchScript file in the package's folder
 * @param sha256 of that file, hexadecimal
 * @param signature of the TorchScript module, in words
 * @param known channels of the module's {@code known} input, in order
 * @param unconditional whether a conditional network was also trained without a condition; null: it was if its channels say whether
 *     there is one
 * @param noiseGain factor on the noise channels
 * @param normalisation how pictures are scaled for the network, in words
 * @param sizeMultiple rows and columns must be multiples of this; smaller pictures are padded
 * @param smallest least rows or columns, or null
 * @param largest most rows or columns, or null
 * @param sdAnchored expected size of picture minus anchor, per real part
 * @param calibration what makes its deviations true on held-out scans, or null where it was never calibrated
 * @param parameters how many weights
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelDescription(
        String kind,
        @Nullable String version,
        @Nullable List<String> anatomy,
        @Nullable String licence,
        String file,
        String sha256,
        String signature,
        List<String> known,
        @Nullable Boolean unconditional,
        double noiseGain,
        String normalisation,
        int sizeMultiple,
        @Nullable Integer smallest,
        @Nullable Integer largest,
        SigmaRange sigma,
        double sdAnchored,
        Recipe recipe,
        @Nullable Calibration calibration,
        long parameters,
        Training training,
        @Nullable Map<String, Object> validation) {
    private static final String CONDITIONED = KnownChannel.CONDITIONED.label();

    /** Kind of a network that predicts picture minus anchor, given what is known of the scan. */
    public static final String CONDITIONAL_RESIDUAL = "conditional-residual-denoiser";

    /** Kind of a network that knows pictures alone; its known input, as it lists it, is all zero. */
    public static final String UNCONDITIONAL = "unconditional-denoiser";

    public ModelDescription {
        known = List.copyOf(stated(known, "known"));
        stated(kind, "kind");
        stated(file, "file");
        stated(sha256, "sha256");
        stated(sigma, "sigma");
        stated(recipe, "recipe");
        stated(training, "training");
        if (sizeMultiple < 1) {
            throw new IllegalArgumentException("size_multiple must be 1 or more, not " + sizeMultiple);
        }
    }

    /** Whether the network was trained to be asked so. */
    public boolean isTrainedFor(Conditioning conditioning) {
        boolean conditional = kind.equals(CONDITIONAL_RESIDUAL);
        return switch (conditioning) {
            case CONDITIONAL -> conditional;
            case UNCONDITIONAL -> !conditional || (unconditional == null ? known.contains(CONDITIONED) : unconditional);
        };
    }

    private static <T> T stated(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    /** Noise levels that the network knows; at {@code max}, with no noisy input, it gives the posterior mean. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SigmaRange(double min, double max) {}

    /**
     * What it was trained on.
     *
     * @param data licence and source of each set, by name
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Training(long steps, double hours, Map<String, String> data) {}
}
