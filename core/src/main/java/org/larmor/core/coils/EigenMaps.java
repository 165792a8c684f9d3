package org.larmor.core.coils;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates a {@link KernelGram} in image space, one row of pixels after the other, and takes each pixel's first eigenvector
 * by power iteration, which starts from the pixel before; where it is asked for, the second one from what is orthogonal to that.
 * Holds one worker's space.
 */
final class EigenMaps {
    private static final int MOST_ITERATIONS = 60;
    private static final float ENOUGH = 1e-5f;
    /** The second eigenvalue from which on a second signal is certain. */
    static final float PLAIN = 0.95f;
    /** The one up to which there is none. */
    private static final float FAINT = 0.8f;

    private final KernelGram gram;
    private final double[] reference;
    private final int rows;
    private final int columns;
    private final double crop;
    private final float[] rowTurns;
    private final float[] columnTurns;
    private final float[] alongRow;
    private final float[] matrix;
    private final float[] first;
    private final float[] second;
    private final float[] next;

    EigenMaps(KernelGram gram, double[] reference, int rows, int columns, double crop) {
        this.gram = gram;
        this.reference = reference;
        this.rows = rows;
        this.columns = columns;
        this.crop = crop;
        int width = 2 * gram.reach() + 1;
        this.rowTurns = turns(rows, gram.reach());
        this.columnTurns = turns(columns, gram.reach());
        this.alongRow = new float[2 * width * gram.pairs()];
        this.matrix = new float[2 * gram.coils() * gram.coils()];
        this.first = new float[2 * gram.coils()];
        this.second = new float[2 * gram.coils()];
        this.next = new float[2 * gram.coils()];
    }

    /**
     * Writes the maps of one row of pixels into a stack ordered coil, row, column.
     *
     * @param folded the same for the second eigenvectors, times a weight from 0 to 1 that rises with their eigenvalue; or null
     */
    void fillRow(int row, float[] maps, float @Nullable [] folded) {
        beginRow(row);
        for (int column = 0; column < columns; column++) {
            sumOverColumnLags(column);
            if (iterate(first, null) >= crop) {
                store(first, 1, row, column, maps);
            }
            float weight = folded == null ? 0 : Math.clamp((iterate(second, first) - FAINT) / (PLAIN - FAINT), 0, 1);
            if (folded != null && weight > 0) {
                store(second, weight, row, column, folded);
            }
        }
    }

    /** The second eigenvalue of every so many pixels of a row. */
    float[] secondEigenvalues(int row, int step) {
        beginRow(row);
        float[] found = new float[(columns + step - 1) / step];
        for (int i = 0; i < found.length; i++) {
            sumOverColumnLags(i * step);
            iterate(first, null);
            found[i] = iterate(second, first);
        }
        return found;
    }

    private void beginRow(int row) {
        sumOverRowLags(row);
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) reference[i];
            second[i] = (float) Math.cos(1 + i * i); // any but the first: it only must not be orthogonal to the second
        }
    }

    /** exp(-2 pi i d x / n) for each pixel x, from the centre, and each lag d. */
    private static float[] turns(int n, int reach) {
        int width = 2 * reach + 1;
        float[] turns = new float[2 * n * width];
        for (int x = 0; x < n; x++) {
            for (int d = -reach; d <= reach; d++) {
                double angle = -2 * Math.PI * d * (x - n / 2) / n;
                turns[2 * (x * width + d + reach)] = (float) Math.cos(angle);
                turns[2 * (x * width + d + reach) + 1] = (float) Math.sin(angle);
            }
        }
        return turns;
    }

    private void sumOverRowLags(int row) {
        int width = 2 * gram.reach() + 1;
        for (int pair = 0; pair < gram.pairs(); pair++) {
            float[] lags = gram.lags(pair);
            for (int d = 0; d < width; d++) {
                float re = 0;
                float im = 0;
                for (int e = 0; e < width; e++) {
                    float turnRe = rowTurns[2 * (row * width + e)];
                    float turnIm = rowTurns[2 * (row * width + e) + 1];
                    int at = 2 * (e * width + d);
                    re += lags[at] * turnRe - lags[at + 1] * turnIm;
                    im += lags[at] * turnIm + lags[at + 1] * turnRe;
                }
                alongRow[2 * (pair * width + d)] = re;
                alongRow[2 * (pair * width + d) + 1] = im;
            }
        }
    }

    private void sumOverColumnLags(int column) {
        int coils = gram.coils();
        int width = 2 * gram.reach() + 1;
        int pair = 0;
        for (int i = 0; i < coils; i++) {
            for (int j = 0; j <= i; j++, pair++) {
                float re = 0;
                float im = 0;
                for (int d = 0; d < 2 * width; d += 2) {
                    float turnRe = columnTurns[2 * column * width + d];
                    float turnIm = columnTurns[2 * column * width + d + 1];
                    int at = 2 * pair * width + d;
                    re += alongRow[at] * turnRe - alongRow[at + 1] * turnIm;
                    im += alongRow[at] * turnIm + alongRow[at + 1] * turnRe;
                }
                matrix[2 * (i * coils + j)] = re;
                matrix[2 * (i * coils + j) + 1] = im;
                matrix[2 * (j * coils + i)] = re;
                matrix[2 * (j * coils + i) + 1] = -im;
            }
        }
    }

    /**
     * Turns a vector into the first eigenvector of what is orthogonal to another, and returns its eigenvalue.
     *
     * @param against of norm 1; or null for the first of all
     */
    private float iterate(float[] vector, float @Nullable [] against) {
        float eigenvalue = 0;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            multiply(vector);
            if (against != null) {
                removeFromNext(against);
            }
            eigenvalue = norm(next);
            if (eigenvalue == 0) {
                return 0;
            }
            float change = 0;
            for (int i = 0; i < vector.length; i++) {
                float value = next[i] / eigenvalue;
                change = Math.max(change, Math.abs(value - vector[i]));
                vector[i] = value;
            }
            if (change < ENOUGH) {
                break;
            }
        }
        return eigenvalue;
    }

    /** Writes matrix times vector into {@code next}. */
    private void multiply(float[] vector) {
        int length = vector.length;
        for (int i = 0; i < length; i += 2) {
            float re = 0;
            float im = 0;
            int row = i * length / 2;
            for (int j = 0; j < length; j += 2) {
                re += matrix[row + j] * vector[j] - matrix[row + j + 1] * vector[j + 1];
                im += matrix[row + j] * vector[j + 1] + matrix[row + j + 1] * vector[j];
            }
            next[i] = re;
            next[i + 1] = im;
        }
    }

    private void removeFromNext(float[] unit) {
        float re = 0;
        float im = 0;
        for (int i = 0; i < unit.length; i += 2) {
            re += unit[i] * next[i] + unit[i + 1] * next[i + 1];
            im += unit[i] * next[i + 1] - unit[i + 1] * next[i];
        }
        for (int i = 0; i < unit.length; i += 2) {
            next[i] -= unit[i] * re - unit[i + 1] * im;
            next[i + 1] -= unit[i] * im + unit[i + 1] * re;
        }
    }

    private static float norm(float[] vector) {
        float square = 0;
        for (float part : vector) {
            square += part * part;
        }
        return (float) Math.sqrt(square);
    }

    private void store(float[] vector, float weight, int row, int column, float[] maps) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < vector.length; i += 2) {
            re += reference[i] * vector[i] + reference[i + 1] * vector[i + 1];
            im += reference[i] * vector[i + 1] - reference[i + 1] * vector[i];
        }
        double size = Math.hypot(re, im);
        float turnRe = size == 0 ? weight : (float) (weight * re / size);
        float turnIm = size == 0 ? 0 : (float) (-weight * im / size);
        for (int i = 0; i < vector.length; i += 2) {
            int at = 2 * ((i / 2 * rows + row) * columns + column);
            maps[at] = vector[i] * turnRe - vector[i + 1] * turnIm;
            maps[at + 1] = vector[i] * turnIm + vector[i + 1] * turnRe;
        }
    }
}
