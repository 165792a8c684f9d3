package org.larmor.core.assembly;

/** Changes a line of all coils in place, such as the whitening of its noise. */
@FunctionalInterface
interface LineTransform {
    /** @param line {@code 2 * coils * columns} floats, coil by coil */
    void apply(float[] line);
}
