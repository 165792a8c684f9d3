package org.larmor.core.baseline;

import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;
import org.larmor.core.numerics.ConjugateGradient;

/** The slowly varying phase of one or more pictures, from the part of k-space that is there on both sides of the centre. */
final class SmoothPhase {
    private static final ConjugateGradient.Settings QUICK = new ConjugateGradient.Settings(0.01, 10, 1e-3);

    /** Interleaved unit vectors, picture by picture. */
    private final float[] phasors;

    private SmoothPhase(float[] phasors) {
        this.phasors = phasors;
    }

    /** One phase a coil. */
    static SmoothPhase ofCoilImages(KSpace kspace, PartialFourier partial) {
        float[] images = kspace.data().clone();
        window(images, kspace.rows(), kspace.columns(), partial);
        new CentredFft(kspace.rows(), kspace.columns()).inverse(images, kspace.coils());
        return new SmoothPhase(unit(images));
    }

    /** The phase of the coils' common picture, by CG-SENSE of the symmetric part. */
    static SmoothPhase ofPicture(KSpace kspace, CoilMaps maps, PartialFourier partial) {
        EncodingOperator encoding = new EncodingOperator(symmetric(kspace.mask(), partial), maps);
        float[] picture = new float[2 * encoding.inputs()];
        float[] target = encoding.adjoint(kspace).data();
        new ConjugateGradient(encoding.inputs(), QUICK).solve(encoding::normal, target, picture);
        CentredFft fft = new CentredFft(kspace.rows(), kspace.columns());
        fft.forward(picture, 1);
        window(picture, kspace.rows(), kspace.columns(), partial);
        fft.inverse(picture, 1);
        return new SmoothPhase(unit(picture));
    }

    /** Replaces the phase of each pixel and keeps its magnitude. */
    void keepMagnitude(float[] images) {
        for (int i = 0; i < images.length; i += 2) {
            float size = (float) Math.hypot(images[i], images[i + 1]);
            images[i] = size * phasors[i];
            images[i + 1] = size * phasors[i + 1];
        }
    }

    /** Maps that hold the phase, so that the picture they belong to is real. */
    CoilMaps turn(CoilMaps maps) {
        float[] turned = new float[maps.data().length];
        for (int start = 0; start < turned.length; start += phasors.length) {
            for (int i = 0; i < phasors.length; i += 2) {
                float re = maps.data()[start + i];
                float im = maps.data()[start + i + 1];
                turned[start + i] = re * phasors[i] - im * phasors[i + 1];
                turned[start + i + 1] = re * phasors[i + 1] + im * phasors[i];
            }
        }
        return new CoilMaps(maps.coils(), maps.rows(), maps.columns(), turned);
    }

    /** The picture times its phase, or with {@code remove} without it, in a new array. */
    ComplexImage turn(ComplexImage image, boolean remove) {
        float[] turned = new float[phasors.length];
        float sign = remove ? -1 : 1;
        for (int i = 0; i < phasors.length; i += 2) {
            float re = image.data()[i];
            float im = image.data()[i + 1];
            turned[i] = re * phasors[i] - sign * im * phasors[i + 1];
            turned[i + 1] = sign * re * phasors[i + 1] + im * phasors[i];
        }
        return new ComplexImage(image.rows(), image.columns(), turned);
    }

    private static SamplingMask symmetric(SamplingMask mask, PartialFourier partial) {
        byte[] sampled = mask.data().clone();
        for (int i = 0; i < sampled.length; i++) {
            boolean inside = Math.abs(i / mask.columns() - mask.rows() / 2) <= partial.rowReach()
                    && Math.abs(i % mask.columns() - mask.columns() / 2) <= partial.columnReach();
            sampled[i] = inside ? sampled[i] : 0;
        }
        return new SamplingMask(mask.rows(), mask.columns(), sampled);
    }

    /** Weights k-space by a Hann window that ends where the symmetric part does. */
    private static void window(float[] kspace, int rows, int columns, PartialFourier partial) {
        for (int i = 0; i < kspace.length; i++) {
            int sample = (i / 2) % (rows * columns);
            kspace[i] *= hann(sample / columns - rows / 2, partial.rowReach())
                    * hann(sample % columns - columns / 2, partial.columnReach());
        }
    }

    private static float hann(int fromCentre, int reach) {
        double share = (double) fromCentre / (reach + 1);
        return Math.abs(share) >= 1 ? 0 : (float) (0.5 + 0.5 * Math.cos(Math.PI * share));
    }

    private static float[] unit(float[] images) {
        for (int i = 0; i < images.length; i += 2) {
            double size = Math.hypot(images[i], images[i + 1]);
            images[i] = size == 0 ? 1 : (float) (images[i] / size);
            images[i + 1] = size == 0 ? 0 : (float) (images[i + 1] / size);
        }
        return images;
    }
}
