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
            load(readout.samples(), coil * window.count(), window.count(), reversed, shift, low, high);
            crop(coil);
        }
        return true;
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
    private void load(float[] samples, int base, int count, boolean reversed, int shift, int low, int high) {
        Arrays.fill(wide, 0);
        for (int p = low; p < high; p++) {
            int i = base + (reversed ? count - 1 - (p - shift) : p - shift);
            int at = Math.floorMod(p - encoded / 2, encoded);
            wide[2 * at] = samples[2 * i];
            wide[2 * at + 1] = samples[2 * i + 1];
        }
    }

    private void crop(int coil) {
        float[] source = wide;
        float scale = 1;
        if (columns < encoded) {
            inverse.complexInverse(wide, false);
            for (int d = -(columns / 2); d < columns - columns / 2; d++) {
                copy(wide, Math.floorMod(d, encoded), narrow, Math.floorMod(d, columns));
            }
            forward.complexForward(narrow);
            source = narrow;
            scale = (float) (1 / Math.sqrt((double) encoded * columns));
        }
        int base = 2 * coil * columns;
        Arrays.fill(line, base, base + 2 * columns, 0);
        for (int j = from; j < to; j++) {
            int at = Math.floorMod(j - columns / 2, columns);
            line[base + 2 * j] = scale * source[2 * at];
            line[base + 2 * j + 1] = scale * source[2 * at + 1];
        }
    }

    private static void copy(float[] source, int from, float[] target, int to) {
        target[2 * to] = source[2 * from];
        target[2 * to + 1] = source[2 * from + 1];
    }
}
