package org.larmor.core.baseline;

import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.numerics.CentredFft;

/** Zero filling: what was not measured is taken as zero. */
public final class ZeroFilled {
    private ZeroFilled() {}

    /** Root sum of squares of the coils' zero-filled pictures (Roemer et al., MRM 16:192, 1990). */
    public static RealImage rootSumOfSquares(KSpace kspace) {
        float[] images = coilImages(kspace);
        int pixels = kspace.rows() * kspace.columns();
        float[] magnitude = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int at = 2 * i; at < images.length; at += 2 * pixels) {
                sum += (double) images[at] * images[at] + (double) images[at + 1] * images[at + 1];
            }
            magnitude[i] = (float) Math.sqrt(sum);
        }
        return new RealImage(kspace.rows(), kspace.columns(), magnitude);
    }

    /** The coils' zero-filled complex pictures, ordered coil, row, column, interleaved. */
    public static float[] coilImages(KSpace kspace) {
        float[] images = kspace.data().clone();
        new CentredFft(kspace.rows(), kspace.columns()).inverse(images, kspace.coils());
        return images;
    }
}
