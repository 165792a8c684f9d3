package org.larmor.recon.synthesise;

/**
 * How the frames between the measured phases of a cine are made, where its header does not say otherwise.
 *
 * @param enabled whether any are; the measured ones are published in any case
 * @param framesPerCycle frames of a heartbeat, measured and synthesised ones together; an interval is divided into the nearest
 *     number of equal steps
 * @param model name of a model, or empty for whichever fits
 * @param samples latent samples whose spread is the standard deviation; 0 for none
 * @param fields whether the displacement fields are published too
 * @param bytes memory for the measured phases that wait for a neighbour; a cine that finds it full is published as measured
 */
public record SynthesisSettings(
        boolean enabled, int framesPerCycle, String model, int samples, boolean fields, long bytes) {
    public static final SynthesisSettings DEFAULT = new SynthesisSettings(true, 24, "", 0, false, 256L << 20);

    /** Most frames of a cycle, and most samples. */
    static final int MOST = 1000;

    public SynthesisSettings {
        if (framesPerCycle < 1 || framesPerCycle > MOST || samples < 0 || samples > MOST || bytes < 1) {
            throw new IllegalArgumentException("synthesis: framesPerCycle must be within 1 and " + MOST
                    + ", samples within 0 and " + MOST + ", bytes positive");
        }
    }
}
