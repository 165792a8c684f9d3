package org.larmor.core.baseline;

import java.util.Arrays;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.ConjugateGradient;

/**
 * What folds over the picture where the field of view is smaller than the object: a second picture, which the coils see by
 * sensitivities of its own (soft SENSE with two sets of maps; Uecker et al., MRM 71:990, 2014). Once it is known, and its samples are taken
 * from the measured ones, any method that has one set of maps makes the first picture.
 *
 * @param maps the second set, see {@link org.larmor.core.coils.Espirit.Sets}
 * @param picture of it, in units of the k-space
 */
public record FoldOver(CoilMaps maps, ComplexImage picture) {
    /** Finds it by conjugate gradients over both pictures, which minimise |A1 x1 + A2 x2 - y|^2 + lambda (|x1|^2 + |x2|^2). */
    public static FoldOver of(KSpace kspace, CoilMaps maps, CoilMaps folded, CgSense.Settings settings) {
        var first = new EncodingOperator(kspace.mask(), maps, settings.threads());
        var second = new EncodingOperator(kspace.mask(), folded, settings.threads());
        int plane = 2 * first.inputs();
        float[] target = new float[2 * plane];
        System.arraycopy(first.adjoint(kspace).data(), 0, target, 0, plane);
        System.arraycopy(second.adjoint(kspace).data(), 0, target, plane, plane);
        float[] unknown = new float[target.length];
        float[] one = new float[plane];
        float[] samples = new float[2 * first.outputs()];
        float[] others = new float[samples.length];
        var solver = new ConjugateGradient(
                target.length / 2,
                new ConjugateGradient.Settings(settings.lambda(), settings.iterations(), settings.tolerance()));
        solver.solve(
                (in, out) -> {
                    first.forward(Arrays.copyOf(in, plane), samples);
                    second.forward(Arrays.copyOfRange(in, plane, 2 * plane), others);
                    for (int i = 0; i < samples.length; i++) {
                        samples[i] += others[i];
                    }
                    first.adjoint(samples, one);
                    System.arraycopy(one, 0, out, 0, plane);
                    second.adjoint(samples, one);
                    System.arraycopy(one, 0, out, plane, plane);
                },
                target,
                unknown);
        return new FoldOver(
                folded,
                new ComplexImage(kspace.rows(), kspace.columns(), Arrays.copyOfRange(unknown, plane, 2 * plane)));
    }

    /** The coils' samples of it, where this mask is. */
    public KSpace samples(SamplingMask mask) {
        return new EncodingOperator(mask, maps).forward(picture);
    }

    /** What was measured, without it. */
    public KSpace removedFrom(KSpace measured) {
        float[] rest = measured.data().clone();
        float[] own = samples(measured.mask()).data();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= own[i];
        }
        return new KSpace(measured.coils(), measured.mask(), rest);
    }

    /** The root sum of squares with the first picture's magnitude: the maps of the two are orthogonal. */
    public RealImage addedTo(RealImage magnitude) {
        int pixels = magnitude.rows() * magnitude.columns();
        float[] sum = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double seen = 0;
            for (int at = 2 * i; at < maps.data().length; at += 2 * pixels) {
                seen += square(maps.data(), at);
            }
            double own = magnitude.data()[i];
            sum[i] = (float) Math.sqrt(own * own + seen * square(picture.data(), 2 * i));
        }
        return new RealImage(magnitude.rows(), magnitude.columns(), sum);
    }

    private static double square(float[] data, int at) {
        return (double) data[at] * data[at] + (double) data[at + 1] * data[at + 1];
    }
}
