package org.larmor.core.coils;

import java.util.Arrays;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;
import org.larmor.core.numerics.LinearOperator;

/**
 * What a scanner measures of a picture: A = M F S, sensitivities, unitary Fourier transform, sampling mask (Pruessmann et
 * al., SENSE, MRM 42:952, 1999).
 *
 * <p>An instance holds work space and serves one caller at a time.
 */
public final class EncodingOperator implements LinearOperator {
    private final SamplingMask mask;
    private final CoilMaps maps;
    private final CentredFft fft;
    private final LineMask lines;
    private final float[] work;

    /** An operator that stays on the caller's thread. */
    public EncodingOperator(SamplingMask mask, CoilMaps maps) {
        this(mask, maps, 1);
    }

    /** @throws IllegalArgumentException if the mask and the maps are not of one size */
    public EncodingOperator(SamplingMask mask, CoilMaps maps, int threads) {
        if (mask.rows() != maps.rows() || mask.columns() != maps.columns()) {
            throw new IllegalArgumentException("the mask is " + mask.rows() + " x " + mask.columns()
                    + " and the sensitivity maps are " + maps.rows() + " x " + maps.columns());
        }
        this.mask = mask;
        this.maps = maps;
        this.fft = new CentredFft(mask.rows(), mask.columns(), threads);
        this.lines = LineMask.of(mask);
        this.work = new float[maps.data().length];
    }

    private EncodingOperator(EncodingOperator other, SamplingMask mask) {
        this.mask = mask;
        this.maps = other.maps;
        this.fft = other.fft;
        this.lines = LineMask.of(mask);
        this.work = other.work;
    }

    /** The operator of another mask of the same size; the two share their work space, so one caller uses them by turns. */
    public EncodingOperator measuring(SamplingMask other) {
        if (other.rows() != mask.rows() || other.columns() != mask.columns()) {
            throw new IllegalArgumentException("a mask of " + other.rows() + " x " + other.columns()
                    + " in place of one of " + mask.rows() + " x " + mask.columns());
        }
        return new EncodingOperator(this, other);
    }

    public SamplingMask mask() {
        return mask;
    }

    public CoilMaps maps() {
        return maps;
    }

    @Override
    public int inputs() {
        return mask.rows() * mask.columns();
    }

    @Override
    public int outputs() {
        return maps.coils() * inputs();
    }

    /** Coil k-space of a picture, zero where the mask is. */
    public KSpace forward(ComplexImage image) {
        float[] out = new float[2 * outputs()];
        forward(image.data(), out);
        return new KSpace(maps.coils(), mask, out);
    }

    /** A^H y: the coils' zero-filled pictures, combined. Samples outside the mask do not count. */
    public ComplexImage adjoint(KSpace kspace) {
        float[] out = new float[2 * inputs()];
        adjoint(kspace.data(), out);
        return new ComplexImage(mask.rows(), mask.columns(), out);
    }

    @Override
    public void forward(float[] image, float[] kspace) {
        spread(image, kspace);
        fft.forward(kspace, maps.coils());
        applyMask(kspace);
    }

    @Override
    public void adjoint(float[] kspace, float[] image) {
        System.arraycopy(kspace, 0, work, 0, work.length);
        applyMask(work);
        fft.inverse(work, maps.coils());
        combine(work, image);
    }

    /**
     * Writes A^H A {@code in} into {@code out}. Where the mask is made of whole lines the transforms along the readout cancel
     * and are left out.
     */
    public void normal(float[] in, float[] out) {
        spread(in, work);
        if (lines.isWhole()) {
            fft.forwardAlongColumns(work, maps.coils());
            applyMask(work);
            fft.inverseAlongColumns(work, maps.coils());
        } else {
            fft.forward(work, maps.coils());
            applyMask(work);
            fft.inverse(work, maps.coils());
        }
        combine(work, out);
    }

    private void spread(float[] image, float[] coilImages) {
        float[] s = maps.data();
        int plane = image.length;
        for (int start = 0; start < s.length; start += plane) {
            for (int i = 0; i < plane; i += 2) {
                float re = image[i];
                float im = image[i + 1];
                float sRe = s[start + i];
                float sIm = s[start + i + 1];
                coilImages[start + i] = sRe * re - sIm * im;
                coilImages[start + i + 1] = sRe * im + sIm * re;
            }
        }
    }

    private void combine(float[] coilImages, float[] image) {
        float[] s = maps.data();
        int plane = image.length;
        Arrays.fill(image, 0);
        for (int start = 0; start < s.length; start += plane) {
            for (int i = 0; i < plane; i += 2) {
                float re = coilImages[start + i];
                float im = coilImages[start + i + 1];
                float sRe = s[start + i];
                float sIm = s[start + i + 1];
                image[i] += sRe * re + sIm * im;
                image[i + 1] += sRe * im - sIm * re;
            }
        }
    }

    private void applyMask(float[] kspace) {
        lines.clearUnmeasured(kspace, maps.coils());
    }
}
