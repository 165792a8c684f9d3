package org.larmor.models.anomaly;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.anomaly.GaussianBlur;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;

/**
 * Of each pixel of the canvas, how much a brain differs from its counterparts: the mean over its contrasts of |picture - counterpart|,
 * smoothed; where evidence weighs it, (floor + that) times the evidence. 0 outside the brain.
 *
 * @param mean over the counterparts, row by row
 * @param deviation over them
 */
record DifferenceMap(float[] mean, float[] deviation) {
    static DifferenceMap of(
            PreparedBrain brain,
            List<float[]> counterparts,
            @Nullable Evidence evidence,
            boolean smoothed,
            Anomaly anomaly) {
        int plane = brain.inside().length;
        double[] sum = new double[plane];
        double[] squares = new double[plane];
        for (float[] counterpart : counterparts) {
            double[] map = difference(brain, counterpart, smoothed ? anomaly.smooth() : 0);
            for (int i = 0; i < plane; i++) {
                double value = brain.inside()[i]
                        * (evidence == null ? map[i] : (anomaly.weighFloor() + map[i]) * evidence.values()[i]);
                sum[i] += value;
                squares[i] += value * value;
            }
        }
        float[] mean = new float[plane];
        float[] deviation = new float[plane];
        int n = counterparts.size();
        for (int i = 0; i < plane; i++) {
            mean[i] = (float) (sum[i] / n);
            deviation[i] = (float) Math.sqrt(Math.max(0, squares[i] / n - (sum[i] / n) * (sum[i] / n)));
        }
        return new DifferenceMap(mean, deviation);
    }

    private static double[] difference(PreparedBrain brain, float[] counterpart, double smooth) {
        int plane = brain.inside().length;
        double[] map = new double[plane];
        double contrasts = 0;
        for (int channel = 0; channel < brain.present().length; channel++) {
            if (brain.present()[channel] > 0) {
                contrasts++;
                float[] change = new float[plane];
                for (int i = 0; i < plane; i++) {
                    change[i] = Math.abs(brain.values()[channel * plane + i] - counterpart[channel * plane + i]);
                }
                int rows = brain.canvas().rows();
                float[] smoothed = smooth > 0
                        ? new GaussianBlur(smooth, smooth)
                                .of(change, rows, brain.canvas().columns())
                        : change;
                for (int i = 0; i < plane; i++) {
                    map[i] += smoothed[i];
                }
            }
        }
        for (int i = 0; i < plane; i++) {
            map[i] /= contrasts;
        }
        return map;
    }
}
