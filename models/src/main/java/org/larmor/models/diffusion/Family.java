package org.larmor.models.diffusion;

/** A published way of drawing posterior samples: its noise, whether its network is told the measurement, its step. */
interface Family {
    NoiseSchedule schedule();

    /** Whether the network is told what is known of the picture; else it is the prior alone. */
    boolean conditioned();

    /** The step from one noise level to the next. */
    GuidedStep step(DataConsistency data);
}
