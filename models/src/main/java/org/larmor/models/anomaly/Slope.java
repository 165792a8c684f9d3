package org.larmor.models.anomaly;

import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/** The slope of a step from those so far: the last one (order 1, DDIM), or Adams and Bashforth's two for uneven steps (order 2). */
final class Slope {
    private final int order;
    private @Nullable Tensor last;
    private double lastLength;

    Slope(int order) {
        this.order = order;
    }

    /**
     * To be called on the device's thread; slopes that are not needed any more are freed with the scope around it.
     *
     * @param length of the step, in sigma
     */
    Tensor of(Tensor slope, double length, Scope scope) {
        Tensor before = last;
        if (order == 1 || before == null) {
            last = order == 1 ? null : slope;
            lastLength = length;
            return order == 1 ? adopted(slope, scope) : slope;
        }
        Tensor made = slope.plus(slope.minus(before).times(0.5 * length / lastLength));
        scope.adopt(before);
        last = slope;
        lastLength = length;
        return made;
    }

    private static Tensor adopted(Tensor slope, Scope scope) {
        scope.adopt(slope);
        return slope;
    }
}
