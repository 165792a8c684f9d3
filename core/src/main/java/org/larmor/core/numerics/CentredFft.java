package org.larmor.core.numerics;

import java.util.stream.IntStream;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The unitary two-dimensional Fourier transform with zero at index {@code n / 2} on both sides, of any size, over stacks
 * of interleaved complex images, in place.
 *
 * <p>{@code forward} leads from image to k-space, with exp(-2 pi i k x / n) / sqrt(n) along each axis. An instance holds
 * work space and serves one caller at a time; with more than one thread it shares a stack among that many workers of the
 * common pool.
 */
public final class CentredFft {
    private final int rows;
    private final int columns;
    private final float alongRows;
    private final float alongColumns;
    private final FftWorker[] workers;

    /** A transform that stays on the caller's thread. */
    public CentredFft(int rows, int columns) {
        this(rows, columns, 1);
    }

    /** @throws IllegalArgumentException if a size or the number of threads is below 1 */
    public CentredFft(int rows, int columns, int threads) {
        if (rows < 1 || columns < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "a Fourier transform of " + rows + " x " + columns + " on " + threads + " threads");
        }
        this.rows = rows;
        this.columns = columns;
        this.alongRows = (float) (1 / Math.sqrt(columns));
        this.alongColumns = (float) (1 / Math.sqrt(rows));
        FloatFFT_1D alongRow = new FloatFFT_1D(columns);
        FloatFFT_1D alongColumn = rows == columns ? alongRow : new FloatFFT_1D(rows);
        this.workers = IntStream.range(0, threads)
                .mapToObj(i -> new FftWorker(rows, columns, alongRow, alongColumn))
                .toArray(FftWorker[]::new);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Image to k-space. {@code stack} holds {@code images} planes one behind the other. */
    public void forward(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> {
            worker.alongRows(stack, offset, false, 1);
            worker.alongColumns(stack, offset, false, alongRows * alongColumns);
        });
    }

    /** K-space to image: along the rows first, for lines that were not measured are zero and cost nothing there. */
    public void inverse(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> {
            worker.alongRows(stack, offset, true, 1);
            worker.alongColumns(stack, offset, true, alongRows * alongColumns);
        });
    }

    /** Image to k-space along the readout only: each row by itself. */
    public void forwardAlongRows(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> worker.alongRows(stack, offset, false, alongRows));
    }

    /** K-space to image along the readout only: each row by itself. */
    public void inverseAlongRows(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> worker.alongRows(stack, offset, true, alongRows));
    }

    /** Image to k-space along the phase encoding only: each column by itself. */
    public void forwardAlongColumns(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> worker.alongColumns(stack, offset, false, alongColumns));
    }

    /** K-space to image along the phase encoding only: each column by itself. */
    public void inverseAlongColumns(float[] stack, int images) {
        eachPlane(stack, images, (worker, offset) -> worker.alongColumns(stack, offset, true, alongColumns));
    }

    private void eachPlane(float[] stack, int images, PlaneStep step) {
        long plane = 2L * rows * columns;
        if (images < 0 || stack.length != images * plane) {
            throw new IllegalArgumentException(images + " images of " + rows + " x " + columns + " need "
                    + images * plane + " floats, not " + stack.length);
        }
        if (workers.length == 1 || images == 1) {
            for (int i = 0; i < images; i++) {
                step.on(workers[0], Math.toIntExact(i * plane));
            }
            return;
        }
        IntStream.range(0, workers.length).parallel().forEach(w -> {
            for (int i = w; i < images; i += workers.length) {
                step.on(workers[w], Math.toIntExact(i * plane));
            }
        });
    }

    private interface PlaneStep {
        void on(FftWorker worker, int offset);
    }
}
