package org.larmor.core.coils;

import org.larmor.core.domain.KSpace;
import org.larmor.core.numerics.CentredFft;

/**
 * Sensitivity maps where ESPIRiT has too few lines: the coils' low-resolution pictures over their root sum of squares. The
 * signal near the centre is weighted by a Gaussian, so that the maps are smooth whatever lines are there.
 */
final class LowResolutionMaps {
    /** Standard deviation of the Gaussian in k-space samples. */
    private static final double WIDTH = 6;

    private LowResolutionMaps() {}

    static CoilMaps of(KSpace kspace) {
        int rows = kspace.rows();
        int columns = kspace.columns();
        float[] images = new float[kspace.data().length];
        for (int i = 0; i < images.length; i++) {
            int pixel = (i / 2) % (rows * columns);
            images[i] = kspace.data()[i] * weight(pixel / columns - rows / 2) * weight(pixel % columns - columns / 2);
        }
        new CentredFft(rows, columns).inverse(images, kspace.coils());
        normalise(images, rows * columns);
        return new CoilMaps(kspace.coils(), rows, columns, images);
    }

    private static float weight(int fromCentre) {
        double share = fromCentre / WIDTH;
        return (float) Math.exp(-share * share / 2);
    }

    private static void normalise(float[] images, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            double square = 0;
            for (int at = 2 * pixel; at < images.length; at += 2 * pixels) {
                square += (double) images[at] * images[at] + (double) images[at + 1] * images[at + 1];
            }
            float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
            for (int at = 2 * pixel; at < images.length; at += 2 * pixels) {
                images[at] *= scale;
                images[at + 1] *= scale;
            }
        }
    }
}
