package org.larmor.models.synthesis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which frames are made, and what is told of them.
 *
 * @param gammas when each frame lies between source (0) and target (1): shares of the time
 * @param eased whether source and target are end-diastole and end-systole, between which the motion has the course that the model
 *     states; else, as between neighbouring phases, it is even
 * @param blended whether frames are blended from source and target, where the model was made for that; else the paper's form: the
 *     source alone is moved
 * @param fields whether the displacement fields are kept
 * @param latentSamples latents whose spread gives the frames a standard deviation; 0 for none, else at least 2
 * @param seed of those samples; the same seed gives the same frames
 */
public record SynthesisSettings(
        List<Double> gammas, boolean eased, boolean blended, boolean fields, int latentSamples, long seed) {
    public SynthesisSettings {
        gammas = List.copyOf(gammas);
        if (gammas.isEmpty() || gammas.stream().anyMatch(gamma -> !(gamma >= 0 && gamma <= 1))) {
            throw new IllegalArgumentException("frames must lie within 0 to 1, not at " + gammas);
        }
        if (latentSamples < 0 || latentSamples == 1) {
            throw new IllegalArgumentException("latent samples must be 0, or 2 or more, not " + latentSamples);
        }
    }

    /** These frames from end-diastole to end-systole or back, blended; neither fields nor deviations. */
    public static SynthesisSettings at(List<Double> gammas) {
        return new SynthesisSettings(gammas, true, true, false, 0, 0);
    }

    /**
     * So many frames at equal distances, the first at the source and the last at the target.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static SynthesisSettings evenly(int frames) {
        if (frames < 2) {
            throw new IllegalArgumentException("the frames from source to target are two or more, not " + frames);
        }
        return at(IntStream.range(0, frames)
                .mapToObj(frame -> frame / (frames - 1.0))
                .toList());
    }

    /** Between neighbouring phases: the motion is even. */
    public SynthesisSettings even() {
        return new SynthesisSettings(gammas, false, blended, fields, latentSamples, seed);
    }

    /** The paper's form: the source alone is moved. */
    public SynthesisSettings fromSourceAlone() {
        return new SynthesisSettings(gammas, eased, false, fields, latentSamples, seed);
    }

    public SynthesisSettings withFields() {
        return new SynthesisSettings(gammas, eased, blended, true, latentSamples, seed);
    }

    public SynthesisSettings withDeviation(int samples, long fromSeed) {
        return new SynthesisSettings(gammas, eased, blended, fields, samples, fromSeed);
    }
}
