package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;

/** Complex pictures (batch, rows, columns) as real planes (batch, channel, rows, columns), and back. */
final class Planes {
    private Planes() {}

    static Tensor of(Tensor complex) {
        return complex.parts().transposed(0, 3, 1, 2);
    }

    static Tensor joined(Tensor planes) {
        return planes.transposed(0, 2, 3, 1).contiguous().joined();
    }

    static Tensor real(Tensor complex) {
        return of(complex).part(1, 0, 1);
    }

    static Tensor imaginary(Tensor complex) {
        return of(complex).part(1, 1, 2);
    }

    /** Planes (batch, 1, rows, columns) of one value an element, from (batch, 1, 1), as large as {@code like}. */
    static Tensor filled(Tensor values, Tensor like) {
        return values.with(1).repeated(2, like.size(1)).repeated(3, like.size(2));
    }
}
