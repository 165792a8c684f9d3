package org.larmor.models.diffusion;

/**
 * MC-DDPM (Xie and Li, MICCAI 2022, arXiv 2203.03623): the network is told the measurement, and {@link UnmeasuredDiffusion} does
 * the rest. Its noise is half of what preserves variance, and so is every sigma_t: bbar_t = sqrt(1 - abar_t^2) / 2.
 *
 * <p>Where the paper's network sees F^-1 of the measured k-space, this one is told the estimate that the coarse passes make of it,
 * or the CG-SENSE picture; and as that says where the unmeasured part about lies, samples start there, at a middle noise level
 * (compare CCDF, arXiv 2112.05146), not at the schedule's end.
 */
record McDdpm() implements Family {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(1000).withNoise(0.5);

    @Override
    public NoiseSchedule schedule() {
        return SCHEDULE;
    }

    @Override
    public boolean conditioned() {
        return true;
    }

    @Override
    public GuidedStep step(DataConsistency data) {
        return new UnmeasuredDiffusion(data);
    }
}
