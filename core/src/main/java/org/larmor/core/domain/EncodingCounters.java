package org.larmor.core.domain;

/** Where a readout belongs: the counters of an MRD acquisition header. */
public record EncodingCounters(
        int step1, int step2, int average, int slice, int contrast, int phase, int repetition, int set, int segment) {
    /** Counters of the given line of the first image. */
    public static EncodingCounters line(int step1) {
        return new EncodingCounters(step1, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** The same in another cardiac phase. */
    public EncodingCounters withPhase(int other) {
        return new EncodingCounters(step1, step2, average, slice, contrast, other, repetition, set, segment);
    }

    /** The image that this readout contributes to. */
    public ImageIndex image() {
        return new ImageIndex(repetition, contrast, phase, slice);
    }
}
