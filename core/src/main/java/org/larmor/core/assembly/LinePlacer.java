package org.larmor.core.assembly;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;

/**
 * Turns a readout into a line of the grid: drops discarded samples, flips reversed lines, places asymmetric echoes by
 * their centre sample, and removes readout oversampling.
 *
 * <p>Oversampling goes by a unitary inverse transform along the readout, a crop to the field of view wanted, and a
 * unitary transform back. The crop is a projection, so white noise of unit variance stays so; a signal sampled at n
 * times the rate grows by sqrt(n), which is the gain in signal-to-noise ratio that oversampling buys.
 *
 * <p>A reversed line as wide as the encoded matrix fills it exactly, whichever of its two middle samples is named as
 * centre; a whole line whose centre is sample 0 has not told its centre.
 */
final class LinePlacer {
    private final int encoded;
    private final int columns;
    private final FloatFFT_1D inverse;
    private final FloatFFT_1D forward;
    private final float[] wide;
    private final float[] narrow;
    private final float[] turned;
    private final float[] line;
    private int from;
    private int to;

    LinePlacer(EncodingPlan plan) {
        this.encoded = plan.encodedColumns();
        this.columns = plan.columns();
        this.inverse = new FloatFFT_1D(encoded);
        this.forward = new FloatFFT_1D(columns);
        this.wide = new float[2 * encoded];
        this.narrow = new float[2 * columns];
        this.turned = new float[2 * encoded];
        this.line = new float[Math.multiplyExact(2 * plan.header().coils(), columns)];
    }

    /** The line placed last, coil by coil, interleaved; overwritten by the next one. */
    float[] line() {
        return line;
    }

    /** First measured column of the line placed last. */
    int from() {
        return from;
    }

    /** Column after the last measured one. */
    int to() {
        return to;
    }

    /** Places a readout whose width was checked. False if none of its samples falls on the grid. */
    boolean place(Readout readout) {
        SampleWindow window = readout.window();
        boolean reversed = readout.is(ReadoutFlag.REVERSE);
        int shift = encoded / 2 - centre(window, reversed);
        int first = shift + (reversed ? window.discardPost() : window.discardPre());
        int end = shift + window.count() - (reversed ? window.discardPre() : window.discardPost());
        int low = Math.max(first, 0);
        int high = Math.min(end, encoded);
        measuredColumns(low, high);
        if (from >= to) {
            return false;
        }
        for (int coil = 0; coil < readout.coils(); coil++) {
            int base = coil * window.count();
            if (reversed) {
                turn(readout.samples(), base, window.count());
            }
            fill(coil, reversed ? turned : readout.samples(), (reversed ? 0 : base) - shift, low, high);
        }
        return true;
    }

    private void turn(float[] samples, int base, int count) {
        for (int i = 0; i < count; i++) {
            int from = base + count - 1 - i;
            turned[2 * i] = samples[2 * from];
            turned[2 * i + 1] = samples[2 * from + 1];
        }
    }

    /** Fills one coil's part of the line from encoded positions {@code low} to {@code high}; p is sample {@code start + p}. */
    private void fill(int coil, float[] samples, int start, int low, int high) {
        int base = 2 * coil * columns;
        if (high - low < encoded) {
            Arrays.fill(line, base, base + 2 * columns, 0);
        }
        if (columns == encoded) {
            System.arraycopy(samples, 2 * (start + low), line, base + 2 * low, 2 * (high - low));
        } else {
            load(samples, start, low, high);
            crop(base);
        }
    }

    private int centre(SampleWindow window, boolean reversed) {
        boolean whole = window.count() == encoded;
        if (whole && window.centre() == 0) {
            return encoded / 2;
        }
        int centre = reversed ? window.count() - 1 - window.centre() : window.centre();
        return whole && reversed && Math.abs(centre - encoded / 2) <= 1 ? encoded / 2 : centre;
    }

    /** Column j of the grid lies at encoded position {@code (j - columns / 2) * encoded / columns + encoded / 2}. */
    private void measuredColumns(int low, int high) {
        if (low == 0 && high == encoded) {
            from = 0;
            to = columns;
            return;
        }
        double narrowing = (double) columns / encoded;
        from = Math.max(0, (int) Math.ceil((low - encoded / 2) * narrowing - 1e-9) + columns / 2);
        to = Math.min(columns, (int) Math.floor((high - 1 - encoded / 2) * narrowing + 1e-9) + columns / 2 + 1);
    }

    /** Puts one coil's samples into {@code wide}, position p at {@code (p - encoded / 2) mod encoded}. */
    private void load(float[] samples, int start, int low, int high) {
        if (high - low < encoded) {
            Arrays.fill(wide, 0);
        }
        int half = encoded / 2;
        int before = Math.max(0, Math.min(high, half) - low);
        int behind = Math.max(low, half);
        System.arraycopy(samples, 2 * (start + low), wide, 2 * (low + encoded - half), 2 * before);
        System.arraycopy(samples, 2 * (start + behind), wide, 2 * (behind - half), 2 * Math.max(0, high - behind));
    }

    /** Takes the middle of the picture of {@code wide}, and puts its k-space into the line, from {@code base} on. */
    private void crop(int base) {
        inverse.complexInverse(wide, false);
        int left = columns / 2;
        int right = columns - left;
        System.arraycopy(wide, 0, narrow, 0, 2 * right);
        System.arraycopy(wide, 2 * (encoded - left), narrow, 2 * right, 2 * left);
        forward.complexForward(narrow);
        float scale = (float) (1 / Math.sqrt((double) encoded * columns));
        for (int j = 2 * from; j < 2 * Math.min(to, left); j++) {
            line[base + j] = scale * narrow[j + 2 * right];
        }
        for (int j = 2 * Math.max(from, left); j < 2 * to; j++) {
            line[base + j] = scale * narrow[j - 2 * left];
        }
    }
}
