package org.larmor.core.metrics;

import java.util.Arrays;

/** How well a score tells two kinds of pixels apart, whatever its threshold. Pixels of equal scores are told apart by nothing. */
public final class Ranking {
    /** Up to the end of each group of equal scores, from the highest down: pixels that are right, and all. */
    private final int[] right;

    private final int[] all;
    private final int groups;

    private Ranking(int[] right, int[] all, int groups) {
        this.right = right;
        this.all = all;
        this.groups = groups;
    }

    /**
     * @param scores finite
     * @param labels whether a pixel is one of those that should score high
     * @throws IllegalArgumentException if they are not of one length
     */
    public static Ranking of(float[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores and " + labels.length + " labels");
        }
        long[] order = new long[scores.length];
        for (int i = 0; i < order.length; i++) {
            int bits = Float.floatToIntBits(scores[i] + 0f);
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            order[i] = (long) -1 - rising << 1 | (labels[i] ? 1 : 0);
        }
        Arrays.sort(order);
        int[] right = new int[order.length];
        int[] all = new int[order.length];
        int groups = 0;
        int found = 0;
        for (int i = 0; i < order.length; i++) {
            found += (int) (order[i] & 1);
            if (i + 1 == order.length || order[i + 1] >> 1 != order[i] >> 1) {
                right[groups] = found;
                all[groups++] = i + 1;
            }
        }
        return new Ranking(right, all, groups);
    }

    private int positives() {
        return groups == 0 ? 0 : right[groups - 1];
    }

    private int negatives() {
        return groups == 0 ? 0 : all[groups - 1] - positives();
    }

    /** Area under the ROC curve: the chance that a pixel of the kind scores above one that is not; NaN where one kind is missing. */
    public double auroc() {
        double area = 0;
        for (int group = 0; group < groups; group++) {
            int before = group == 0 ? 0 : right[group - 1];
            int wrong = all[group] - right[group] - (group == 0 ? 0 : all[group - 1] - before);
            area += 0.5 * wrong * ((double) right[group] + before);
        }
        return area / ((double) positives() * negatives());
    }

    /** The mean precision over all pixels of the kind as the threshold falls; NaN where there are none. */
    public double averagePrecision() {
        double sum = 0;
        for (int group = 0; group < groups; group++) {
            int fresh = right[group] - (group == 0 ? 0 : right[group - 1]);
            sum += (double) fresh * right[group] / all[group];
        }
        return sum / positives();
    }

    /** The Dice overlap of the best of all thresholds; NaN where there are no pixels of the kind. */
    public double bestDice() {
        double best = positives() == 0 ? Double.NaN : 0;
        for (int group = 0; group < groups; group++) {
            best = Math.max(best, 2.0 * right[group] / ((double) all[group] + positives()));
        }
        return best;
    }
}
