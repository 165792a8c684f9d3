package org.larmor.core.baseline;

import java.util.Optional;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;

/**
 * The normal equations of a scan: A^H A x = A^H y. Where a partial Fourier scan left out an end of k-space, x is the picture
 * without its smooth phase, and its imaginary part is held small: what makes the missing end follow from the other (compare
 * Bydder and Robson, MRM 53:1393, 2005).
 */
final class InverseProblem {
    /**
     * Weight of the imaginary part's square against the data in a partial Fourier scan. Small: it decides where the data are
     * silent, and hardly disturbs a picture whose phase is rougher than the estimate.
     */
    private static final float IMAGINARY_WEIGHT = 0.015f;

    private final EncodingOperator encoding;
    private final float[] target;
    private final Optional<SmoothPhase> phase;

    private InverseProblem(EncodingOperator encoding, float[] target, Optional<SmoothPhase> phase) {
        this.encoding = encoding;
        this.target = target;
        this.phase = phase;
    }

    static InverseProblem of(KSpace kspace, CoilMaps maps, int threads) {
        Optional<SmoothPhase> phase =
                PartialFourier.find(kspace.mask()).map(partial -> SmoothPhase.ofPicture(kspace, maps, partial));
        CoilMaps turned = phase.map(p -> p.turn(maps)).orElse(maps);
        EncodingOperator encoding = new EncodingOperator(kspace.mask(), turned, threads);
        return new InverseProblem(encoding, encoding.adjoint(kspace).data(), phase);
    }

    int size() {
        return encoding.inputs();
    }

    /** A^H y. */
    float[] target() {
        return target;
    }

    /** Largest eigenvalue of {@link #normal}, at most. */
    double norm() {
        return phase.isPresent() ? 1 + IMAGINARY_WEIGHT : 1;
    }

    /** Writes the normal operator of {@code in} into {@code out}. */
    void normal(float[] in, float[] out) {
        encoding.normal(in, out);
        if (phase.isPresent()) {
            for (int i = 1; i < in.length; i += 2) {
                out[i] += IMAGINARY_WEIGHT * in[i];
            }
        }
    }

    /** The unknown that belongs to a picture, in a new array. */
    float[] unknown(ComplexImage picture) {
        return phase.map(p -> p.turn(picture, true)).orElse(picture).data().clone();
    }

    /** The picture that belongs to an unknown. */
    ComplexImage picture(float[] unknown) {
        ComplexImage plain =
                new ComplexImage(encoding.mask().rows(), encoding.mask().columns(), unknown);
        return phase.map(p -> p.turn(plain, false)).orElse(plain);
    }
}
