package org.larmor.core.metrics;

/** Means over square windows of odd width around each pixel; the picture is mirrored at its edges, edge pixels included. */
final class BoxMean {
    private final int rows;
    private final int columns;
    private final int reach;

    BoxMean(int rows, int columns, int width) {
        this.rows = rows;
        this.columns = columns;
        this.reach = width / 2;
    }

    double[] of(double[] picture) {
        double[] alongRows = new double[picture.length];
        double[] mean = new double[picture.length];
        for (int row = 0; row < rows; row++) {
            line(picture, alongRows, row * columns, 1, columns);
        }
        for (int column = 0; column < columns; column++) {
            line(alongRows, mean, column, columns, rows);
        }
        return mean;
    }

    private void line(double[] from, double[] to, int start, int step, int length) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int j = i - reach; j <= i + reach; j++) {
                sum += from[start + step * mirrored(j, length)];
            }
            to[start + step * i] = sum / (2 * reach + 1);
        }
    }

    private static int mirrored(int index, int length) {
        int turn = Math.floorMod(index, 2 * length);
        return turn < length ? turn : 2 * length - 1 - turn;
    }
}
