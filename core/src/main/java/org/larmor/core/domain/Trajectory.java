package org.larmor.core.domain;

/** How k-space is travelled (MRD {@code trajectory}). */
public enum Trajectory {
    CARTESIAN,
    EPI,
    RADIAL,
    GOLDEN_ANGLE,
    SPIRAL,
    OTHER
}
