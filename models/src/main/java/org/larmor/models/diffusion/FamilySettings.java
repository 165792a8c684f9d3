package org.larmor.models.diffusion;

import org.larmor.models.network.MirroredNetwork;

/**
 * How much a published family spends on a reconstruction.
 *
 * @param method one of {@link Families#names}
 * @param passes network evaluations of the coarse picture that a conditioned family's condition is; 0 for the CG-SENSE picture
 * @param samples posterior samples
 * @param start noise level at which samples start, as a share of the level at which the network sees nothing
 * @param levels noise levels of a sample
 * @param fine noise levels of the refinement from the mean of the samples, each asked of the network over mirrored pictures; 0
 *     leaves the mean as it is
 * @param fineStart noise level at which the refinement starts, as a share like {@code start}
 * @param seed of the samples' noise: the same seed gives the same pictures
 * @param batch most slices, or samples of slices, that the device works on at once
 */
public record FamilySettings(
        String method,
        int passes,
        int samples,
        double start,
        int levels,
        int fine,
        double fineStart,
        long seed,
        int batch) {
    public FamilySettings {
        if (passes < 0 || samples < 1 || levels < 1 || fine < 0 || batch < 1) {
            throw new IllegalArgumentException(method + ": passes and fine must be 0 or more, samples, levels and"
                    + " batch 1 or more, not " + passes + ", " + fine + ", " + samples + ", " + levels + ", "
                    + batch);
        }
        if (!isShare(start) || !isShare(fineStart)) {
            throw new IllegalArgumentException(
                    method + ": start and fine start must be above 0 and below 1, not " + start + " and " + fineStart);
        }
    }

    private static boolean isShare(double value) {
        return value > 0 && value < 1;
    }

    /** Network evaluations of a slice. */
    public int evaluations() {
        return passes + samples * levels + fine * MirroredNetwork.EVALUATIONS;
    }

    public FamilySettings withSamples(int count) {
        return new FamilySettings(method, passes, count, start, levels, fine, fineStart, seed, batch);
    }

    public FamilySettings withLevels(int count) {
        return new FamilySettings(method, passes, samples, start, count, fine, fineStart, seed, batch);
    }

    public FamilySettings withSeed(long value) {
        return new FamilySettings(method, passes, samples, start, levels, fine, fineStart, value, batch);
    }

    public FamilySettings withBatch(int most) {
        return new FamilySettings(method, passes, samples, start, levels, fine, fineStart, seed, most);
    }
}
