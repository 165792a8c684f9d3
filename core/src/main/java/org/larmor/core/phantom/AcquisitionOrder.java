package org.larmor.core.phantom;

/** In which order the lines of a picture are measured. */
public enum AcquisitionOrder {
    /** From one edge of k-space to the other. */
    LINEAR,
    /** From the centre of k-space outwards. */
    CENTRE_OUT,
    /** In random order. */
    SHUFFLED
}
