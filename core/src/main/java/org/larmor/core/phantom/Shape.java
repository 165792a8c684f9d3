package org.larmor.core.phantom;

/**
 * A piece of an anatomy of which the Fourier transform is known by formula. Lengths in fields of view, the origin in the
 * middle, x along columns, y along rows; its brightness is a complex number.
 */
sealed interface Shape permits Ellipse, Blob, Polygon {
    /** Real part of the brightness. */
    double re();

    /** Imaginary part of the brightness. */
    double im();

    /** Prepares the transform of the shape with brightness 1 at the column frequencies of a {@link Spectrum}. */
    Row along(int halfColumns);

    /** Rows of the transform, one after the other. */
    @FunctionalInterface
    interface Row {
        /** Writes the transform at row frequency {@code ky} (cycles per field of view), columns 0 to {@code last}. */
        void transform(double ky, int last, double[] row);
    }
}
