package org.larmor.app.options;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.gating.GatingSettings;
import picocli.CommandLine.Option;

/** How a scan is to be reconstructed; travels in its header as user parameters {@code larmor.*}. */
@Group("Reconstruction")
public final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            completionCandidates = Choices.Methods.class,
            description =
                    "zero-filled, sense, l1-wavelet, low-rank-sparse (cines), coarse-to-fine, diffuserecon or mc-ddpm, the last two also with"
                            + " -paper for the papers' step counts (default: as the service is configured: coarse-to-fine)")
    private @Nullable String method;

    @Option(names = "--model", paramLabel = "NAME", description = "model package (default: whichever fits)")
    private @Nullable String model;

    @Option(names = "--samples", paramLabel = "K", description = "posterior samples (default: the model's own number)")
    private @Nullable Integer samples;

    @Option(names = "--steps", paramLabel = "N", description = "evaluations a sample (default: the model's own number)")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "S", description = "seed: the same seed gives the same pixels (default: 1)")
    private @Nullable Long seed;

    @Option(
            names = "--sufficient-nrmse",
            paramLabel = "E",
            description = "asks to be told when every picture's predicted error falls below E, for example 0.08")
    private @Nullable Double sufficientNrmse;

    @Option(
            names = "--gate",
            paramLabel = "N",
            description = "sorts the readouts of a free-running scan into N cardiac phases, by its triggers or its ECG")
    private @Nullable Integer gate;

    @Option(
            names = "--gate-by",
            paramLabel = "SOURCE",
            description = "what tells the heartbeats: auto, ecg, trigger, or off (default: auto with --gate)")
    private @Nullable String gateBy;

    @Option(
            names = "--priority",
            paramLabel = "P",
            description = "beside other scans: real-time, routine or background (default: routine)")
    private @Nullable String priority;

    /** Whether it is asked to be told when the pictures are good enough. */
    public boolean asksForQuality() {
        return sufficientNrmse != null;
    }

    public List<UserParameter> wishes() {
        List<UserParameter> wishes = new ArrayList<>();
        add(
                wishes,
                "larmor.method",
                method == null ? null : org.larmor.recon.flow.Method.of(method).label());
        add(wishes, "larmor.model", model);
        add(wishes, "larmor.samples", samples);
        add(wishes, "larmor.steps", steps);
        add(wishes, "larmor.seed", seed);
        add(
                wishes,
                "larmor.priority",
                priority == null
                        ? null
                        : org.larmor.recon.flow.Priority.of(priority).label());
        wishes.addAll(sufficient(sufficientNrmse));
        wishes.addAll(gating());
        return wishes;
    }

    private List<UserParameter> gating() {
        List<UserParameter> wishes = new ArrayList<>();
        String source = gateBy == null && gate != null ? GatingSettings.Source.AUTO.label() : gateBy;
        if (gate != null && gate < 1) {
            throw new IllegalArgumentException("--gate " + gate + " must be a number of phases from 1");
        }
        add(
                wishes,
                GatingSettings.SOURCE_PARAMETER,
                source == null ? null : GatingSettings.Source.of(source).label());
        add(wishes, GatingSettings.PHASES_PARAMETER, gate);
        return wishes;
    }

    /** The wish to be told of a predicted error below the bound; none where it is null. */
    public static List<UserParameter> sufficient(@Nullable Double bound) {
        if (bound == null) {
            return List.of();
        }
        if (!(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException("--sufficient-nrmse " + bound + " must be between 0 and 1");
        }
        return List.of(new UserParameter(
                "larmor.sufficient_nrmse", BigDecimal.valueOf(bound).toPlainString()));
    }

    private static void add(List<UserParameter> wishes, String name, @Nullable Object value) {
        if (value != null) {
            wishes.add(new UserParameter(name, value.toString()));
        }
    }
}
