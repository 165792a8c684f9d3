package org.larmor.core.baseline;

import java.util.Arrays;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;

/**
 * The root sum of squares over the coils that a fully sampled, noisy scan of a picture is expected to show: what a scanner
 * puts on the screen, noise floor included.
 *
 * <p>A coil image is the picture times a sensitivity (of norm 1 over the coils) plus complex white noise of variance v. In
 * units of v the sum of squares has the mean {@code s + C}, where {@code s = |x|^2 / v}; its root has the square of its mean
 * below that by its own variance: exactly {@code C - (Gamma(C + 1/2) / Gamma(C))^2}, about 1/4, in air, and 1/2 where there
 * is much signal (Constantinides et al., MRM 38:852, 1997). Between the two it goes as the first-order propagation of the
 * variance {@code C + 2 s} of the sum of squares has it: {@code (C + 2 s) / (4 (C + s))}.
 */
public final class ExpectedMagnitude {
    private ExpectedMagnitude() {}

    /**
     * The expected root sum of squares of each pixel, in the picture's units.
     *
     * @param coils receive coils, C
     * @param noiseVariance v of the noise in a coil image, real and imaginary part together, in squares of the picture's
     *     units; with unitary transforms that of a k-space sample
     * @throws IllegalArgumentException if there is no coil or the variance is negative
     */
    public static RealImage of(ComplexImage picture, int coils, double noiseVariance) {
        double inAir = inAir(coils, noiseVariance);
        float[] magnitude = new float[picture.rows() * picture.columns()];
        for (int i = 0; i < magnitude.length; i++) {
            double re = picture.data()[2 * i];
            double im = picture.data()[2 * i + 1];
            magnitude[i] = (float) expected(re * re + im * im, inAir, noiseVariance, coils * noiseVariance);
        }
        return new RealImage(picture.rows(), picture.columns(), magnitude);
    }

    /**
     * The same of a scan some of whose samples were measured: these are in it as they are, with the noise that they have; the picture
     * stands for the others, whose noise nobody knows.
     *
     * @param measured samples of the coils of {@code maps}, zero where nothing was measured, in the picture's units
     * @param maps of norm 1 over the coils
     * @param coils receive coils of the scan, which may have been compressed to those of {@code maps}
     */
    public static RealImage given(
            KSpace measured, ComplexImage picture, CoilMaps maps, int coils, double noiseVariance) {
        return given(measured, encoded(measured, picture, maps), coils, noiseVariance);
    }

    /**
     * The same where something folds over the picture.
     *
     * @param rest what was measured, without what folds over
     */
    public static RealImage given(
            KSpace rest, ComplexImage picture, CoilMaps maps, FoldOver foldOver, int coils, double noiseVariance) {
        KSpace all = encoded(rest, picture, maps);
        KSpace over = foldOver.samples(all.mask());
        return given(sum(rest, over), sum(all, over), coils, noiseVariance);
    }

    /** @param all every sample as it is without noise */
    private static RealImage given(KSpace measured, KSpace all, int coils, double noiseVariance) {
        double inAir = inAir(coils, noiseVariance);
        double unmeasured = (1 - measured.mask().share()) * noiseVariance;
        double noisePower = all.coils() * unmeasured + Math.max(0, coils - all.coils()) * noiseVariance;
        RealImage magnitude = ZeroFilled.rootSumOfSquares(completed(measured, all));
        float[] data = magnitude.data();
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) expected((double) data[i] * data[i], inAir, unmeasured, noisePower);
        }
        return magnitude;
    }

    private static KSpace encoded(KSpace measured, ComplexImage picture, CoilMaps maps) {
        boolean[] everyLine = new boolean[measured.rows()];
        Arrays.fill(everyLine, true);
        return new EncodingOperator(SamplingMask.ofLines(everyLine, measured.columns()), maps).forward(picture);
    }

    /** With the first one's mask; samples outside it do not count. */
    private static KSpace sum(KSpace a, KSpace b) {
        float[] sum = a.data().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.data()[i];
        }
        return new KSpace(a.coils(), a.mask(), sum);
    }

    /** {@code all}, with the measured samples in their places. */
    private static KSpace completed(KSpace measured, KSpace all) {
        SamplingMask mask = measured.mask();
        int columns = mask.columns();
        int samples = mask.rows() * columns;
        for (int i = 0; i < samples; i++) {
            if (mask.isSampled(i / columns, i % columns)) {
                for (int coil = 0; coil < all.coils(); coil++) {
                    int at = 2 * (coil * samples + i);
                    all.data()[at] = measured.data()[at];
                    all.data()[at + 1] = measured.data()[at + 1];
                }
            }
        }
        return all;
    }

    /** The variance of the root sum of squares in air, in units of the noise's. */
    private static double inAir(int coils, double noiseVariance) {
        if (coils < 1 || !(noiseVariance >= 0)) {
            throw new IllegalArgumentException(
                    "a magnitude needs a coil and a variance of 0 or more, not " + coils + " and " + noiseVariance);
        }
        return coils - squaredGammaRatio(coils);
    }

    /** @param noisePower the mean that noise adds to the sum of squares {@code power} */
    private static double expected(double power, double inAir, double noiseVariance, double noisePower) {
        double spread = noiseVariance > 0 ? noiseVariance * (inAir * noisePower + power / 2) / (noisePower + power) : 0;
        return Math.sqrt(power + noisePower - spread);
    }

    /** (Gamma(C + 1/2) / Gamma(C))^2. */
    private static double squaredGammaRatio(int coils) {
        double ratio = Math.sqrt(Math.PI) / 2;
        for (int c = 1; c < coils; c++) {
            ratio *= (c + 0.5) / c;
        }
        return ratio * ratio;
    }
}
