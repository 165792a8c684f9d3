package org.larmor.core.phantom;

/** How the measured lines are chosen. */
public enum MaskKind {
    /** Every line. */
    FULL,
    /** Every R-th line. */
    UNIFORM,
    /** Lines drawn evenly at random. */
    RANDOM,
    /** Lines drawn at random, denser towards the centre of k-space. */
    VARIABLE_DENSITY,
    /** All lines from one edge to beyond the centre. */
    PARTIAL_FOURIER
}
