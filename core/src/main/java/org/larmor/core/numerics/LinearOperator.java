package org.larmor.core.numerics;

/**
 * A linear map between spaces of complex vectors, and its adjoint. Vectors are interleaved real, imaginary.
 *
 * <p>For every x and y, {@code <forward(x), y> = <x, adjoint(y)>}. Implementations may hold work space: one operator serves
 * one caller at a time.
 */
public interface LinearOperator {
    /** Complex values that {@link #forward} takes. */
    int inputs();

    /** Complex values that {@link #forward} gives. */
    int outputs();

    /** Writes A {@code in} into {@code out}; the two must not share an array. */
    void forward(float[] in, float[] out);

    /** Writes A^H {@code in} into {@code out}; the two must not share an array. */
    void adjoint(float[] in, float[] out);
}
