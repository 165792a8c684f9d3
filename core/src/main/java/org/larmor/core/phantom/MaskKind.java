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
    /** Every R-th line, shifted from frame to frame so that R frames hold every line (k-t BLAST, Tsao et al., MRM 50:1031, 2003). */
    KT_UNIFORM,
    /** Denser towards the centre, each frame drawing lines that the frames just before it left out. */
    KT_RANDOM,
    /** All lines from one edge to beyond the centre. */
    PARTIAL_FOURIER
}
