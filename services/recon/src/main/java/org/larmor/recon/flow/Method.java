package org.larmor.recon.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a scan's last pictures are made with, and the steps that lead there. */
public enum Method {
    ZERO_FILLED(Step.ZERO_FILLED),
    SENSE(Step.ZERO_FILLED, Step.SENSE),
    L1_WAVELET(Step.ZERO_FILLED, Step.SENSE, Step.WAVELET),
    LOW_RANK_SPARSE(Step.ZERO_FILLED, Step.SENSE, Step.TEMPORAL),
    COARSE_TO_FINE(Step.ZERO_FILLED, Step.SENSE, Step.COARSE, Step.REFINED),
    DIFFUSERECON(Step.ZERO_FILLED, Step.SENSE, Step.REFINED),
    DIFFUSERECON_PAPER(Step.ZERO_FILLED, Step.SENSE, Step.REFINED),
    MC_DDPM(Step.ZERO_FILLED, Step.SENSE, Step.REFINED),
    MC_DDPM_PAPER(Step.ZERO_FILLED, Step.SENSE, Step.REFINED);

    /** Another name of {@link #COARSE_TO_FINE}. */
    private static final String ALIAS = "diffusion";

    private final List<Step> steps;

    Method(Step... steps) {
        this.steps = List.of(steps);
    }

    /** The steps from the fastest picture to the last one. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether its last picture of a cine's frame is made of all frames of the slice, so that it waits for them. */
    public boolean usesFrames() {
        return this == LOW_RANK_SPARSE || this == COARSE_TO_FINE;
    }

    /** The steps of a cine's frame as soon as that is whole, of the frames up to it. */
    public List<Step> stepsOfFrame() {
        return steps.stream().filter(step -> step != Step.REFINED).toList();
    }

    /** The steps of a cine's frame once every frame of the slice is whole. */
    public List<Step> stepsOfSlice() {
        return steps.stream().filter(Step::usesFrames).toList();
    }

    /** Whether it spends what its paper does: minutes a slice. */
    public boolean hasPaperSteps() {
        return this == DIFFUSERECON_PAPER || this == MC_DDPM_PAPER;
    }

    /** The name in small letters, with hyphens: {@code coarse-to-fine}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The method of this name; {@code diffusion} is {@code coarse-to-fine}.
     *
     * @throws IllegalArgumentException with one line that names the known methods
     */
    public static Method of(String label) {
        if (label.equals(ALIAS)) {
            return COARSE_TO_FINE;
        }
        return Arrays.stream(values())
                .filter(method -> method.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("method '" + label + "' is none of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Method::label).toList())));
    }
}
