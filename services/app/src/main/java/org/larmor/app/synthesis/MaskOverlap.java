package org.larmor.app.synthesis;

import java.util.List;
import java.util.OptionalDouble;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;

/** How well labels agree: Dice, 2 |A and B| / (|A| + |B|), over a whole stack. */
final class MaskOverlap {
    private static final double INSIDE = 0.5;

    private MaskOverlap() {}

    /** The mean over labels that either mask has; empty where there is none. */
    static OptionalDouble dice(RealVolume one, RealVolume other, List<Integer> labels) {
        return labels.stream()
                .mapToDouble(label -> dice(indicator(one, label), indicator(other, label)))
                .filter(Double::isFinite)
                .average();
    }

    /** The same for a mask that is moved first: each label's indicator is moved, and is inside where it is at least a half. */
    static OptionalDouble dice(RealVolume moving, DisplacementField field, RealVolume other, List<Integer> labels) {
        return labels.stream()
                .mapToDouble(label -> dice(field.moved(indicator(moving, label)), indicator(other, label)))
                .filter(Double::isFinite)
                .average();
    }

    private static RealVolume indicator(RealVolume mask, int label) {
        float[] inside = new float[mask.data().length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Math.round(mask.data()[i]) == label ? 1 : 0;
        }
        return new RealVolume(mask.slices(), mask.rows(), mask.columns(), inside);
    }

    private static double dice(RealVolume one, RealVolume other) {
        int both = 0;
        int sum = 0;
        for (int i = 0; i < one.data().length; i++) {
            boolean first = one.data()[i] >= INSIDE;
            boolean second = other.data()[i] >= INSIDE;
            both += first && second ? 1 : 0;
            sum += (first ? 1 : 0) + (second ? 1 : 0);
        }
        return sum == 0 ? Double.NaN : 2.0 * both / sum;
    }
}
