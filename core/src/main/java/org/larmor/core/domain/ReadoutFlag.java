package org.larmor.core.domain;

/** The MRD acquisition flags that Larmor acts on; all others are carried along. {@code bit} counts from 1 as MRD does. */
public enum ReadoutFlag {
    FIRST_IN_SLICE(7),
    LAST_IN_SLICE(8),
    NOISE_MEASUREMENT(19),
    PARALLEL_CALIBRATION(20),
    PARALLEL_CALIBRATION_AND_IMAGING(21),
    REVERSE(22),
    NAVIGATION_DATA(23),
    PHASE_CORRECTION_DATA(24),
    LAST_IN_MEASUREMENT(25),
    HP_FEEDBACK_DATA(26),
    DUMMY_SCAN_DATA(27),
    RT_FEEDBACK_DATA(28),
    SURFACE_COIL_CORRECTION(29),
    PHASE_STABILISATION_REFERENCE(30),
    PHASE_STABILISATION(31);

    private final long mask;

    ReadoutFlag(int bit) {
        this.mask = 1L << (bit - 1);
    }

    public long mask() {
        return mask;
    }

    public boolean isIn(long flags) {
        return (flags & mask) != 0;
    }
}
