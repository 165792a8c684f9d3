package org.larmor.models.anomaly;

import org.larmor.core.anomaly.GaussianBlur;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;

/**
 * Where the classifier finds a lesion: the mean of its answers over some times of a slice's way into noise and over shifts of the
 * slice, which make it finer than the classifier's patches.
 *
 * @param values 0 to 1, row by row
 */
record Evidence(float[] values, int rows, int columns) {
    private static final int WIDENED = 3;
    private static final double SOFT_EDGE = 1.5;

    static Evidence of(GuidedDdim way, DdimTimes times, Anomaly anomaly, int rows, int columns) {
        float[] sum = new float[rows * columns];
        int answers = 0;
        for (int time : anomaly.evidenceTimes()) {
            int k = times.nearest(time);
            float[] values = way.values(k);
            for (var shift : anomaly.evidenceShifts()) {
                int down = shift.get(0);
                int across = shift.get(1);
                float[] chance = way.chance(rolled(values, rows, columns, down, across), k);
                float[] back = rolled(chance, rows, columns, -down, -across);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += back[i];
                }
                answers++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= answers;
        }
        return new Evidence(sum, rows, columns);
    }

    /** Planes (channel, y, x) moved round their borders. */
    static float[] rolled(float[] planes, int rows, int columns, int down, int across) {
        float[] rolled = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int plane = i / (rows * columns);
            int row = Math.floorMod(i / columns % rows + down, rows);
            int column = Math.floorMod(i % columns + across, columns);
            rolled[(plane * rows + row) * columns + column] = planes[i];
        }
        return rolled;
    }

    /**
     * Where a picture may be changed, 0 to 1: around pixels with half of what is sure or more, with a soft edge.
     *
     * @param sure evidence from which on a pixel is changed wholly
     */
    float[] mask(double sure) {
        float[] wide = new float[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (float) Math.clamp((largestAround(i) - sure / 2) / (sure / 2), 0, 1);
        }
        return new GaussianBlur(SOFT_EDGE, SOFT_EDGE).of(wide, rows, columns);
    }

    private double largestAround(int at) {
        int row = at / columns;
        int column = at % columns;
        float largest = 0;
        for (int y = Math.max(0, row - WIDENED); y <= Math.min(rows - 1, row + WIDENED); y++) {
            for (int x = Math.max(0, column - WIDENED); x <= Math.min(columns - 1, column + WIDENED); x++) {
                largest = Math.max(largest, values[y * columns + x]);
            }
        }
        return largest;
    }
}
