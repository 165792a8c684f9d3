package org.larmor.core.assembly;

import java.util.Arrays;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;

/**
 * Turns a readout into a line of the grid: drops discarded samples, flips reversed lines, places asymmetric echoes by
 * their centre sample, and removes readout oversampling by a {@link ReadoutCrop}.
 *
 * <p>A reversed line as wide as the encoded matrix fills it exactly, whichever of its two middle samples is named as
 * centre; a whole line whose centre is sample 0 has not told its centre.
 */
final class LinePlacer {
    private final int encoded;
    private final int columns;
    private final ReadoutCrop crop;
    private final float[] turned;
    private final float[] line;
    private int from;
    private int to;

    LinePlacer(EncodingPlan plan) {
        this.encoded = plan.encodedColumns();
        this.columns = plan.columns();
        this.crop = new ReadoutCrop(encoded, columns);
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
            crop.load(samples, start, low, high);
            crop.crop(line, base, from, to);
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
}
