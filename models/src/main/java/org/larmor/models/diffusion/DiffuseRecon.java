package org.larmor.models.diffusion;

/**
 * DiffuseRecon (Peng et al., MICCAI 2022, arXiv 2203.04292): an unconditional prior, guided by {@link KSpaceMix}; the mean of its
 * samples is refined by {@link NoiseFreeStep}. The paper's 4000 steps lead to pure noise; here samples start lower, at the
 * highest noise level that the network was trained on, from the zero-filled picture with noise of that level.
 */
record DiffuseRecon() implements Family {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(4000);

    @Override
    public NoiseSchedule schedule() {
        return SCHEDULE;
    }

    @Override
    public boolean conditioned() {
        return false;
    }

    @Override
    public GuidedStep step(DataConsistency data) {
        return new KSpaceMix(data);
    }
}
