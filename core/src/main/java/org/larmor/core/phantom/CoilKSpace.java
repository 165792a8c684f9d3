package org.larmor.core.phantom;

/**
 * The noise-free k-space of one image as uncoupled coils receive it, computed by formula, line by line as asked for. After
 * unitary removal of the oversampling and a unitary transform, pixels are the anatomy's brightness times the
 * sensitivities.
 */
final class CoilKSpace {
    private final Spectrum spectrum;
    private final CoilArray coils;
    private final int rows;
    private final int samples;
    private final int step;
    private final double scale;

    /** @param oversampling 1 or 2: samples along the readout over columns of the picture */
    CoilKSpace(Spectrum spectrum, CoilArray coils, int rows, int columns, int oversampling) {
        this.spectrum = spectrum;
        this.coils = coils;
        this.rows = rows;
        this.samples = columns * oversampling;
        this.step = 2 / oversampling;
        this.scale = (double) rows * columns / Math.sqrt((double) rows * samples);
    }

    /** A spectrum large enough for pictures of this size. */
    static Spectrum spectrum(int rows, int columns) {
        return new Spectrum(rows + CoilArray.ORDER, columns + CoilArray.ORDER);
    }

    /** All lines, ordered coil, row, sample, interleaved. */
    float[] whole() {
        float[] data = new float[Math.toIntExact(2L * coils.coils() * rows * samples)];
        for (int coil = 0; coil < coils.coils(); coil++) {
            for (int row = 0; row < rows; row++) {
                add(coil, row, data, 2 * (coil * rows + row) * samples);
            }
        }
        return data;
    }

    /** Adds a row of all coils to {@code line}, which is ordered coil, sample. */
    void addLine(int row, float[] line) {
        for (int coil = 0; coil < coils.coils(); coil++) {
            add(coil, row, line, 2 * coil * samples);
        }
    }

    /** The spectrum at k minus each half cycle of the sensitivity, times its coefficient. */
    private void add(int coil, int line, float[] data, int at) {
        double[] terms = coils.coefficients(coil);
        double[] source = spectrum.data();
        int ky = 2 * (line - rows / 2);
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
            data[at + 2 * sample] += (float) (scale * re);
            data[at + 2 * sample + 1] += (float) (scale * im);
        }
    }
}
