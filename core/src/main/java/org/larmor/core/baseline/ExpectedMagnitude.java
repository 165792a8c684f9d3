package org.larmor.core.baseline;

import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;

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
        if (coils < 1 || !(noiseVariance >= 0)) {
            throw new IllegalArgumentException(
                    "a magnitude needs a coil and a variance of 0 or more, not " + coils + " and " + noiseVariance);
        }
        double inAir = coils - squaredGammaRatio(coils);
        float[] magnitude = new float[picture.rows() * picture.columns()];
        for (int i = 0; i < magnitude.length; i++) {
            double re = picture.data()[2 * i];
            double im = picture.data()[2 * i + 1];
            double power = re * re + im * im;
            double noisePower = coils * noiseVariance;
            double spread =
                    noiseVariance > 0 ? noiseVariance * (inAir * noisePower + power / 2) / (noisePower + power) : 0;
            magnitude[i] = (float) Math.sqrt(power + noisePower - spread);
        }
        return new RealImage(picture.rows(), picture.columns(), magnitude);
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
