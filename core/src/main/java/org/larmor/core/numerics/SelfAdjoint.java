package org.larmor.core.numerics;

/** A linear map of a space of interleaved complex vectors into itself that equals its own adjoint. */
@FunctionalInterface
public interface SelfAdjoint {
    /** Writes H {@code in} into {@code out}; the two must not share an array. */
    void apply(float[] in, float[] out);
}
