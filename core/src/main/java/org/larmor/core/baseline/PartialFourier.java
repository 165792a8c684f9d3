package org.larmor.core.baseline;

import java.util.Optional;
import java.util.stream.IntStream;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;

/**
 * A scan that left out one end of k-space: the lines beyond some row (partial Fourier), or the beginning of each readout
 * (asymmetric echo). The missing end follows from the other as far as the picture's phase is smooth.
 *
 * @param rowReach how many rows on both sides of the centre were measured, at least
 * @param columnReach how many columns on both sides of the centre were measured, at least
 * @param rows where the measured rows lie
 * @param columns where the measured columns lie
 */
public record PartialFourier(int rowReach, int columnReach, Extent rows, Extent columns) {
    /** An end counts as left out when it is at least this share of the grid... */
    private static final double LEAST_SHARE = 1 / 32.0;
    /** ...and so many times the largest gap elsewhere. */
    private static final int MORE_THAN_GAPS = 3;

    /** Indices {@code from} to before {@code to}. */
    public record Extent(int from, int to) {
        boolean holds(int index) {
            return index >= from && index < to;
        }
    }

    /** What a mask left out at one end of an axis; empty where it left out neither, or both ends alike. */
    public static Optional<PartialFourier> find(SamplingMask mask) {
        boolean[] rows = new boolean[mask.rows()];
        boolean[] columns = new boolean[mask.columns()];
        for (int i = 0; i < mask.data().length; i++) {
            if (mask.data()[i] != 0) {
                rows[i / mask.columns()] = true;
                columns[i % mask.columns()] = true;
            }
        }
        Extent rowExtent = extent(rows);
        Extent columnExtent = extent(columns);
        boolean rowsMissing = isOneSided(rows, rowExtent);
        boolean columnsMissing = isOneSided(columns, columnExtent);
        if (!rowsMissing && !columnsMissing) {
            return Optional.empty();
        }
        Extent allRows = rowsMissing ? rowExtent : new Extent(0, rows.length);
        Extent allColumns = columnsMissing ? columnExtent : new Extent(0, columns.length);
        return Optional.of(new PartialFourier(
                reach(allRows, rows.length), reach(allColumns, columns.length), allRows, allColumns));
    }

    /**
     * Fills the end that was left out, coil by coil, by projections onto the measured data and onto the phase of the symmetric
     * part (POCS; Haacke et al., JMR 92:126, 1991). Other gaps stay as they are.
     */
    public KSpace fill(KSpace kspace, int iterations) {
        SmoothPhase phase = SmoothPhase.ofCoilImages(kspace, this);
        CentredFft fft = new CentredFft(kspace.rows(), kspace.columns());
        float[] filled = kspace.data().clone();
        for (int iteration = 0; iteration < iterations; iteration++) {
            float[] images = filled.clone();
            fft.inverse(images, kspace.coils());
            phase.keepMagnitude(images);
            fft.forward(images, kspace.coils());
            copyMissing(kspace, images, filled);
        }
        return new KSpace(kspace.coils(), withMissing(kspace.mask()), filled);
    }

    /** Whether a sample lies in the end that was left out. */
    boolean isMissing(int row, int column) {
        return !rows.holds(row) || !columns.holds(column);
    }

    private void copyMissing(KSpace kspace, float[] from, float[] to) {
        int pixels = kspace.rows() * kspace.columns();
        for (int i = 0; i < to.length; i++) {
            int sample = (i / 2) % pixels;
            if (isMissing(sample / kspace.columns(), sample % kspace.columns())) {
                to[i] = from[i];
            }
        }
    }

    private SamplingMask withMissing(SamplingMask mask) {
        byte[] sampled = mask.data().clone();
        for (int i = 0; i < sampled.length; i++) {
            if (isMissing(i / mask.columns(), i % mask.columns())) {
                sampled[i] = 1;
            }
        }
        return new SamplingMask(mask.rows(), mask.columns(), sampled);
    }

    private static Extent extent(boolean[] measured) {
        int[] indices =
                IntStream.range(0, measured.length).filter(i -> measured[i]).toArray();
        return indices.length == 0
                ? new Extent(0, measured.length)
                : new Extent(indices[0], indices[indices.length - 1] + 1);
    }

    private static boolean isOneSided(boolean[] measured, Extent extent) {
        int before = extent.from();
        int after = measured.length - extent.to();
        int gap = Math.min(before, after);
        int run = 0;
        for (int i = extent.from(); i < extent.to(); i++) {
            run = measured[i] ? 0 : run + 1;
            gap = Math.max(gap, run);
        }
        int missing = Math.max(before, after);
        boolean keepsCentre = extent.holds(measured.length / 2 - 1) && extent.holds(measured.length / 2 + 1);
        return keepsCentre && missing >= LEAST_SHARE * measured.length && missing > MORE_THAN_GAPS * gap;
    }

    private static int reach(Extent extent, int length) {
        return Math.min(length / 2 - extent.from(), extent.to() - 1 - length / 2);
    }
}
