package org.larmor.app.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.larmor.core.metrics.Otsu;
import org.larmor.core.metrics.Ranking;

/** The brain's pixels of some slices: their scores by one map, and which are lesion. */
final class PixelTally {
    private final List<float[]> scores = new ArrayList<>();
    private final List<boolean[]> labels = new ArrayList<>();
    private int evaluations;
    private double seconds;

    /** Adds the pixels of a slice that are inside. */
    void add(float[] map, boolean[] lesion, boolean[] inside, int spent, double took) {
        float[] score = new float[map.length];
        boolean[] label = new boolean[map.length];
        int count = 0;
        for (int i = 0; i < map.length; i++) {
            if (inside[i]) {
                score[count] = map[i];
                label[count++] = lesion[i];
            }
        }
        scores.add(Arrays.copyOf(score, count));
        labels.add(Arrays.copyOf(label, count));
        evaluations += spent;
        seconds += took;
    }

    int slices() {
        return scores.size();
    }

    /** The score that this share of all lesion-free slices' pixels lies below; NaN if there is no such slice. */
    double quantileOfHealthy(double share) {
        float[] healthy = joined(false);
        Arrays.sort(healthy);
        return healthy.length == 0 ? Double.NaN : healthy[(int) Math.round(share * (healthy.length - 1))];
    }

    /** The figures. @param threshold of the map; NaN for none */
    AnomalyFigures figures(double threshold) {
        boolean[] label =
                new boolean[scores.stream().mapToInt(each -> each.length).sum()];
        float[] score = new float[label.length];
        int at = 0;
        for (int slice = 0; slice < slices(); slice++) {
            System.arraycopy(scores.get(slice), 0, score, at, scores.get(slice).length);
            System.arraycopy(labels.get(slice), 0, label, at, scores.get(slice).length);
            at += scores.get(slice).length;
        }
        Ranking ranking = Ranking.of(score, label);
        return new AnomalyFigures(
                slices(),
                (int) labels.stream().filter(each -> !hasLesion(each)).count(),
                ranking.auroc(),
                ranking.averagePrecision(),
                ranking.bestDice(),
                otsuDice(),
                threshold,
                dice(score, label, threshold),
                shareAbove(joined(false), threshold),
                (double) evaluations / slices(),
                seconds / slices());
    }

    private float[] joined(boolean withLesion) {
        List<float[]> chosen = new ArrayList<>();
        for (int slice = 0; slice < slices(); slice++) {
            if (hasLesion(labels.get(slice)) == withLesion) {
                chosen.add(scores.get(slice));
            }
        }
        float[] joined = new float[chosen.stream().mapToInt(each -> each.length).sum()];
        int at = 0;
        for (float[] each : chosen) {
            System.arraycopy(each, 0, joined, at, each.length);
            at += each.length;
        }
        return joined;
    }

    private static boolean hasLesion(boolean[] label) {
        for (boolean pixel : label) {
            if (pixel) {
                return true;
            }
        }
        return false;
    }

    /** Mean over the slices with a lesion, each at its own threshold. */
    private double otsuDice() {
        double sum = 0;
        int count = 0;
        for (int slice = 0; slice < slices(); slice++) {
            if (hasLesion(labels.get(slice))) {
                float[] score = scores.get(slice);
                sum += dice(score, labels.get(slice), Otsu.threshold(score));
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static double dice(float[] score, boolean[] label, double threshold) {
        int both = 0;
        int sum = 0;
        for (int i = 0; i < score.length; i++) {
            boolean above = score[i] > threshold;
            both += above && label[i] ? 1 : 0;
            sum += (above ? 1 : 0) + (label[i] ? 1 : 0);
        }
        return Double.isNaN(threshold) || sum == 0 ? Double.NaN : 2.0 * both / sum;
    }

    private static double shareAbove(float[] score, double threshold) {
        int above = 0;
        for (float value : score) {
            above += value > threshold ? 1 : 0;
        }
        return score.length == 0 || Double.isNaN(threshold) ? Double.NaN : (double) above / score.length;
    }
}
