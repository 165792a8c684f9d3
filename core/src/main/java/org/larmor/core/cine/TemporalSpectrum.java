package org.larmor.core.cine;

import org.jtransforms.fft.FloatFFT_1D;

/** The unitary Fourier transform of each pixel over time, in which a beating heart is sparse. */
final class TemporalSpectrum {
    private final int frames;
    private final FloatFFT_1D fft;
    private final float[] line;

    TemporalSpectrum(int frames) {
        this.frames = frames;
        this.fft = new FloatFFT_1D(frames);
        this.line = new float[2 * frames];
    }

    /**
     * Shrinks the size of every coefficient by the threshold, in place: the proximal map of the spectrum's l1 norm.
     *
     * @return the l1 norm of what is left
     */
    double shrink(float[][] pictures, double threshold) {
        double scale = Math.sqrt(frames);
        double norm = 0;
        for (int i = 0; i < pictures[0].length; i += 2) {
            for (int t = 0; t < frames; t++) {
                line[2 * t] = pictures[t][i];
                line[2 * t + 1] = pictures[t][i + 1];
            }
            fft.complexForward(line);
            norm += shrinkLine(scale * threshold) / scale;
            fft.complexInverse(line, true);
            for (int t = 0; t < frames; t++) {
                pictures[t][i] = line[2 * t];
                pictures[t][i + 1] = line[2 * t + 1];
            }
        }
        return norm;
    }

    private double shrinkLine(double threshold) {
        double norm = 0;
        for (int f = 0; f < line.length; f += 2) {
            double size = Math.sqrt((double) line[f] * line[f] + (double) line[f + 1] * line[f + 1]);
            double left = Math.max(0, size - threshold);
            float factor = size > 0 ? (float) (left / size) : 0;
            line[f] *= factor;
            line[f + 1] *= factor;
            norm += left;
        }
        return norm;
    }
}
