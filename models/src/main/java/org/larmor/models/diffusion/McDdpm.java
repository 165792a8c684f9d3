package org.larmor.models.diffusion;

/**
 * MC-DDPM (Xie and Li, MICCAI 2022, arXiv 2203.03623): the network is told the measurement, and {@link UnmeasuredDiffusion} does
 * the rest. Its noise is half of the variance-preserving schedule's, and so is every sigma_t: bbar_t = sqrt(1 - abar_t^2) / 2.
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
