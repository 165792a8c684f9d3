package org.larmor.core.numerics;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * One thread's work space for the centred transforms of a plane. The shifts by {@code n / 2} and the scale are applied while lines are
 * copied into the work space and back, so they take no pass of their own; columns are copied in blocks, so that memory is read in order.
 * Rows of zeros are left as they are.
 */
final class FftWorker {
    private static final int BLOCK = 8;

    private final int rows;
    private final int columns;
    private final FloatFFT_1D alongRow;
    private final FloatFFT_1D alongColumn;
    private final float[] line;
    private final float[] block;

    FftWorker(int rows, int columns, FloatFFT_1D alongRow, FloatFFT_1D alongColumn) {
        this.rows = rows;
        this.columns = columns;
        this.alongRow = alongRow;
        this.alongColumn = alongColumn;
        this.line = new float[2 * columns];
        this.block = new float[2 * BLOCK * rows];
    }

    void alongRows(float[] stack, int offset, boolean inverse, float scale) {
        int head = 2 * (columns / 2);
        int tail = 2 * columns - head;
        for (int row = 0; row < rows; row++) {
            int start = offset + 2 * columns * row;
            if (isZero(stack, start)) {
                continue;
            }
            System.arraycopy(stack, start + head, line, 0, tail);
            System.arraycopy(stack, start, line, tail, head);
            transform(alongRow, line, 0, inverse);
            scaled(line, 0, stack, start + head, tail, scale);
            scaled(line, tail, stack, start, head, scale);
        }
    }

    private static void scaled(float[] from, int begin, float[] to, int offset, int length, float scale) {
        if (scale == 1) {
            System.arraycopy(from, begin, to, offset, length);
        } else {
            for (int i = 0; i < length; i++) {
                to[offset + i] = scale * from[begin + i];
            }
        }
    }

    private boolean isZero(float[] stack, int start) {
        for (int i = start; i < start + 2 * columns; i++) {
            if (stack[i] != 0) {
                return false;
            }
        }
        return true;
    }

    void alongColumns(float[] stack, int offset, boolean inverse, float scale) {
        for (int first = 0; first < columns; first += BLOCK) {
            int width = Math.min(BLOCK, columns - first);
            gather(stack, offset + 2 * first, width);
            for (int c = 0; c < width; c++) {
                transform(alongColumn, block, 2 * rows * c, inverse);
            }
            scatter(stack, offset + 2 * first, width, scale);
        }
    }

    private void gather(float[] stack, int offset, int width) {
        for (int row = 0; row < rows; row++) {
            int from = offset + 2 * columns * row;
            int to = 2 * unshifted(row);
            for (int c = 0; c < width; c++) {
                block[to + 2 * rows * c] = stack[from + 2 * c];
                block[to + 2 * rows * c + 1] = stack[from + 2 * c + 1];
            }
        }
    }

    private void scatter(float[] stack, int offset, int width, float scale) {
        for (int row = 0; row < rows; row++) {
            int to = offset + 2 * columns * row;
            int from = 2 * unshifted(row);
            for (int c = 0; c < width; c++) {
                stack[to + 2 * c] = scale * block[from + 2 * rows * c];
                stack[to + 2 * c + 1] = scale * block[from + 2 * rows * c + 1];
            }
        }
    }

    /** Where the plain transform wants the line that lies at {@code row} when zero is at {@code rows / 2}. */
    private int unshifted(int row) {
        int index = row - rows / 2;
        return index < 0 ? index + rows : index;
    }

    private static void transform(FloatFFT_1D plan, float[] a, int offset, boolean inverse) {
        if (inverse) {
            plan.complexInverse(a, offset, false);
        } else {
            plan.complexForward(a, offset);
        }
    }
}
