package org.larmor.recon.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a scan's last pictures are made with, and the steps that lead there. */
public enum Method {
    ZERO_FILLED(Step.ZERO_FILLED),
    SENSE(Step.ZERO_FILLED, Step.SENSE),
    L1_WAVELET(Step.ZERO_FILLED, Step.SENSE, Step.WAVELET),
    DIFFUSION(Step.ZERO_FILLED, Step.SENSE, Step.COARSE, Step.REFINED);

    private final List<Step> steps;

    Method(Step... steps) {
        this.steps = List.of(steps);
    }

    /** The steps from the fastest picture to the last one. */
    public List<Step> steps() {
        return steps;
    }

    /** {@code zero-filled}, {@code sense}, {@code l1-wavelet}, {@code diffusion}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException with one line that names the known methods */
    public static Method of(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("method '" + label + "' is none of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Method::label).toList())));
    }
}
