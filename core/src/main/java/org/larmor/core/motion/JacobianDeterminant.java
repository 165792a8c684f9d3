package org.larmor.core.motion;

import org.larmor.core.domain.RealVolume;

/**
 * det(1 + du/dp) of p -> p + u(p): how much larger a neighbourhood becomes, at most 0 where the field folds. Derivatives are central
 * differences, at borders one-sided; along an axis of a single pixel they are 0.
 */
final class JacobianDeterminant {
    private final DisplacementField field;
    private final int[] sizes;
    private final int[] strides;

    private JacobianDeterminant(DisplacementField field) {
        this.field = field;
        int plane = field.rows() * field.columns();
        boolean planar = field.components() == 2;
        this.sizes = planar
                ? new int[] {field.rows(), field.columns()}
                : new int[] {field.slices(), field.rows(), field.columns()};
        this.strides = planar ? new int[] {field.columns(), 1} : new int[] {plane, field.columns(), 1};
    }

    static RealVolume of(DisplacementField field) {
        var jacobian = new JacobianDeterminant(field);
        float[] determinants = new float[field.data().length / field.components()];
        for (int i = 0; i < determinants.length; i++) {
            determinants[i] = (float) jacobian.at(i);
        }
        return new RealVolume(field.slices(), field.rows(), field.columns(), determinants);
    }

    private double at(int pixel) {
        if (sizes.length == 2) {
            return entry(0, 0, pixel) * entry(1, 1, pixel) - entry(0, 1, pixel) * entry(1, 0, pixel);
        }
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            int next = (k + 1) % 3;
            int last = (k + 2) % 3;
            sum += entry(0, k, pixel)
                    * (entry(1, next, pixel) * entry(2, last, pixel) - entry(1, last, pixel) * entry(2, next, pixel));
        }
        return sum;
    }

    /** Of the matrix: the derivative of a component of p + u(p) along an axis. */
    private double entry(int component, int axis, int pixel) {
        int place = pixel / strides[axis] % sizes[axis];
        int before = place > 0 ? 1 : 0;
        int behind = place < sizes[axis] - 1 ? 1 : 0;
        double identity = component == axis ? 1 : 0;
        if (before + behind == 0) {
            return identity;
        }
        int at = component * (field.data().length / field.components()) + pixel;
        double step = field.data()[at + behind * strides[axis]] - field.data()[at - before * strides[axis]];
        return identity + step / (before + behind);
    }
}
