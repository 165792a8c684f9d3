package org.larmor.models.diffusion;

/** DiffuseRecon (Peng et al., MICCAI 2022, arXiv 2203.04292): an unconditional prior, guided by {@link KSpaceMix}. */
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
