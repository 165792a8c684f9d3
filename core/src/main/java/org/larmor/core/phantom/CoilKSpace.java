package org.larmor.core.phantom;

import java.util.List;

/** The noise-free, fully sampled k-space of one image as the coils receive it, computed by formula. */
final class CoilKSpace {
    private CoilKSpace() {}

    /**
     * Samples of uncoupled coils, ordered coil, row, sample, interleaved. After unitary removal of the oversampling and a
     * unitary transform, pixels are the anatomy's brightness times the sensitivities.
     *
     * @param oversampling 1 or 2: samples along the readout over columns of the picture
     */
    static float[] of(List<Shape> shapes, CoilArray coils, int rows, int columns, int oversampling) {
        Spectrum spectrum = new Spectrum(rows + CoilArray.ORDER, columns + CoilArray.ORDER);
        spectrum.add(shapes);
        int samples = columns * oversampling;
        float[] data = new float[Math.toIntExact(2L * coils.coils() * rows * samples)];
        double scale = (double) rows * columns / Math.sqrt((double) rows * samples);
        for (int coil = 0; coil < coils.coils(); coil++) {
            for (int row = 0; row < rows; row++) {
                int at = 2 * (coil * rows + row) * samples;
                line(spectrum, coils.coefficients(coil), 2 * (row - rows / 2), samples, 2 / oversampling, data, at);
                for (int n = at; n < at + 2 * samples; n++) {
                    data[n] *= (float) scale;
                }
            }
        }
        return data;
    }

    /** One readout: the spectrum at k minus each half cycle of the sensitivity, times its coefficient. */
    private static void line(Spectrum spectrum, double[] terms, int ky, int samples, int step, float[] data, int at) {
        double[] source = spectrum.data();
        for (int sample = 0; sample < samples; sample++) {
            int kx = step * (sample - samples / 2);
            double re = 0;
            double im = 0;
            int n = 0;
            for (int my = -CoilArray.ORDER; my <= CoilArray.ORDER; my++) {
                int row = ky - my + spectrum.halfRows();
                int from = 2 * (row * spectrum.columns() + kx + CoilArray.ORDER + spectrum.halfColumns());
                for (int mx = 0; mx < CoilArray.TERMS; mx++, n += 2, from -= 2) {
                    re += terms[n] * source[from] - terms[n + 1] * source[from + 1];
                    im += terms[n] * source[from + 1] + terms[n + 1] * source[from];
                }
            }
            data[at + 2 * sample] = (float) re;
            data[at + 2 * sample + 1] = (float) im;
        }
    }
}
