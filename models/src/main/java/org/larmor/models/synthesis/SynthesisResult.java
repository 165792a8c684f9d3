package org.larmor.models.synthesis;

import java.util.List;

/**
 * What came of a source and a target.
 *
 * @param frames in the order of the settings' gammas
 * @param blended whether the frames are blended from source and target, each moved
 * @param latentEvaluations pictures (slices, or stacks with a network of three dimensions) that went through G
 * @param deformationEvaluations pictures that went through M
 * @param millis from beginning to end, waits for the device included
 */
public record SynthesisResult(
        List<SynthesisedFrame> frames,
        boolean blended,
        int latentEvaluations,
        int deformationEvaluations,
        double millis) {
    public SynthesisResult {
        frames = List.copyOf(frames);
    }

    /** The largest share of folded pixels of any frame. */
    public double foldedShare() {
        return frames.stream().mapToDouble(SynthesisedFrame::foldedShare).max().orElse(0);
    }
}
