package org.larmor.models.anomaly;

import java.util.Objects;
import org.larmor.core.anomaly.GaussianBlur;
import org.larmor.core.domain.Contrast;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;
import org.larmor.models.zoo.AnomalyDescription.Foreseen;

/**
 * Where the classifier finds a lesion: the mean of its answers over some times of a slice's way into noise and over shifts of the
 * slice, which make it finer than the classifier's patches. Its log odds rise by so much as the slice looks more like a lesion (darker in
 * T1, brighter in T2 and FLAIR) than what the denoiser foresees of it on that way.
 *
 * @param values 0 to 1, row by row
 */
record Evidence(float[] values, int rows, int columns) {
    private static final int WIDENED = 3;
    private static final double SOFT_EDGE = 1.5;
    private static final double LEAST = 1e-6;

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
        float[] excess = anomaly.foreseen() == null ? null : excess(way, anomaly, rows, columns);
        for (int i = 0; i < sum.length; i++) {
            double chance = Math.clamp(sum[i] / answers, LEAST, 1 - LEAST);
            sum[i] = excess == null ? sum[i] / answers : (float) (1 / (1 + (1 / chance - 1) * Math.exp(-excess[i])));
        }
        return new Evidence(sum, rows, columns);
    }

    /** What is added to the log odds: the gain times the contrasts' mean of what exceeds the foreseen picture, smoothed. */
    private static float[] excess(GuidedDdim way, Anomaly anomaly, int rows, int columns) {
        Foreseen settings = Objects.requireNonNull(anomaly.foreseen());
        float[] slice = way.values(0);
        float[] foreseen = way.foreseen();
        float[] sum = new float[rows * columns];
        int contrasts = 0;
        for (int channel = 0; channel < anomaly.contrasts().size(); channel++) {
            int sign = sign(anomaly.contrasts().get(channel));
            if (sign == 0 || !way.isPresent(channel)) {
                continue;
            }
            contrasts++;
            for (int i = 0; i < sum.length; i++) {
                int at = channel * sum.length + i;
                sum[i] += sign * (slice[at] - foreseen[at]);
            }
        }
        float gain = contrasts == 0 ? 0 : (float) (settings.gain() / contrasts);
        float[] smooth = new GaussianBlur(settings.smooth(), settings.smooth()).of(sum, rows, columns);
        for (int i = 0; i < smooth.length; i++) {
            smooth[i] *= gain;
        }
        return smooth;
    }

    /** How most lesions look: brighter, darker, or either. */
    private static int sign(Contrast contrast) {
        return switch (contrast) {
            case FLAIR, T2 -> 1;
            case T1 -> -1;
            case T1C -> 0;
        };
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
