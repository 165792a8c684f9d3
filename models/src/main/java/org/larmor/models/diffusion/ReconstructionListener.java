package org.larmor.models.diffusion;

/** Is told how a reconstruction comes along, on the thread that asked for it. */
public interface ReconstructionListener {
    /** A listener that does nothing. */
    ReconstructionListener NONE = new ReconstructionListener() {};

    /** The coarse picture of this slice (its index in the list that was asked for) is there. */
    default void coarse(int slice, DiffusionResult result) {}

    /** This slice is finished. */
    default void finished(int slice, DiffusionResult result) {}

    /** So many more network evaluations were made, all slices and samples together. */
    default void evaluated(int evaluations) {}

    /** The device had not the memory for more: from here on it is given at most so many slices or samples at a time. */
    default void halved(int batch) {}
}
