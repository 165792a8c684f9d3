package org.larmor.core.assembly;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Removes readout oversampling from a line: a unitary inverse transform along the readout, a crop to the field of view wanted,
 * and a unitary transform back. The crop is a projection, so white noise of unit variance stays so; a signal sampled at n
 * times the rate grows by sqrt(n), which is the gain in signal-to-noise ratio that oversampling buys.
 *
 * <p>In a line sampled at twice the rate every other sample is one of the cropped picture's already: only those between go
 * through transforms, of half the length, which move them by half a sample.
 */
final class ReadoutCrop {
    private final int encoded;
    private final int columns;
    private final FloatFFT_1D encodedFft;
    private final FloatFFT_1D columnsFft;
    private final float[] wide;
    private final float[] narrow;
    private final float[] halfSample;

    /** From {@code encoded} samples to {@code columns}. */
    ReadoutCrop(int encoded, int columns) {
        this.encoded = encoded;
        this.columns = columns;
        this.encodedFft = new FloatFFT_1D(encoded);
        this.columnsFft = new FloatFFT_1D(columns);
        this.wide = new float[2 * encoded];
        this.narrow = new float[2 * columns];
        this.halfSample = halfSample(columns);
    }

    /** exp(pi i x / n) / n for the pixels x from -floor(n / 2) on, zero first. */
    private static float[] halfSample(int n) {
        float[] phases = new float[2 * n];
        for (int i = 0; i < n; i++) {
            double angle = Math.PI * (i < n - n / 2 ? i : i - n) / n;
            phases[2 * i] = (float) (Math.cos(angle) / n);
            phases[2 * i + 1] = (float) (Math.sin(angle) / n);
        }
        return phases;
    }

    /** Takes one coil's samples from encoded positions {@code low} to {@code high}; position p is sample {@code start + p}. */
    void load(float[] samples, int start, int low, int high) {
        if (high - low < encoded) {
            Arrays.fill(wide, 0);
        }
        int half = encoded / 2;
        int before = Math.max(0, Math.min(high, half) - low);
        int behind = Math.max(low, half);
        System.arraycopy(samples, 2 * (start + low), wide, 2 * (low + encoded - half), 2 * before);
        System.arraycopy(samples, 2 * (start + behind), wide, 2 * (behind - half), 2 * Math.max(0, high - behind));
    }

    /** Puts columns {@code from} to {@code to} of what was loaded into the line, whose column 0 is at {@code base}. */
    void crop(float[] line, int base, int from, int to) {
        double gain = encoded == 2 * columns ? halved() : cut();
        int left = columns / 2;
        int right = columns - left;
        float scale = (float) (gain / Math.sqrt((double) encoded * columns));
        for (int j = 2 * from; j < 2 * Math.min(to, left); j++) {
            line[base + j] = scale * narrow[j + 2 * right];
        }
        for (int j = 2 * Math.max(from, left); j < 2 * to; j++) {
            line[base + j] = scale * narrow[j - 2 * left];
        }
    }

    /** The k-space of the middle of the picture, zero first; what it is still to be multiplied by, beside the unitary factors. */
    private double cut() {
        encodedFft.complexInverse(wide, false);
        int left = columns / 2;
        int right = columns - left;
        System.arraycopy(wide, 0, narrow, 0, 2 * right);
        System.arraycopy(wide, 2 * (encoded - left), narrow, 2 * right, 2 * left);
        columnsFft.complexForward(narrow);
        return 1;
    }

    /** The same of a line sampled twice as densely: the sum of its even samples and of its odd ones, moved. */
    private double halved() {
        for (int i = 0; i < 2 * columns; i += 2) {
            narrow[i] = wide[2 * i + 2];
            narrow[i + 1] = wide[2 * i + 3];
        }
        columnsFft.complexInverse(narrow, false);
        for (int i = 0; i < 2 * columns; i += 2) {
            float re = narrow[i];
            float im = narrow[i + 1];
            narrow[i] = re * halfSample[i] - im * halfSample[i + 1];
            narrow[i + 1] = re * halfSample[i + 1] + im * halfSample[i];
        }
        columnsFft.complexForward(narrow);
        for (int i = 0; i < 2 * columns; i += 2) {
            narrow[i] += wide[2 * i];
            narrow[i + 1] += wide[2 * i + 1];
        }
        return columns;
    }
}
