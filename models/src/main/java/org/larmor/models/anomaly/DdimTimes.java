package org.larmor.models.anomaly;

import org.larmor.models.diffusion.NoiseSchedule;

/**
 * The times 0 = t_0 < t_1 < ... of a deterministic way into noise, and the steps between them. With sigma = sqrt((1 - abar) / abar) and y
 * = x / sqrt(abar), DDIM (Song et al., arXiv 2010.02502, eq. 13) is Euler's method for dy / dsigma = eps(x, t).
 */
final class DdimTimes {
    private final NoiseSchedule schedule;
    private final int[] times;

    /**
     * So many steps to the time {@code level}: as share^1.5, closer together at the start, whole and rising; every time where there
     * are as many steps as times.
     */
    DdimTimes(NoiseSchedule schedule, int level, int steps) {
        if (level < 1 || level > schedule.steps() || steps < 1) {
            throw new IllegalArgumentException(
                    "a way of " + steps + " steps to the time " + level + " of " + schedule.steps());
        }
        this.schedule = schedule;
        this.times = new int[Math.min(level, steps) + 1];
        for (int i = 1; i < times.length; i++) {
            double share = (double) i / (times.length - 1);
            int wanted = steps >= level ? i : (int) Math.rint(level * share * Math.sqrt(share));
            times[i] = Math.min(level, Math.max(wanted, times[i - 1] + 1));
        }
    }

    int steps() {
        return times.length - 1;
    }

    int time(int index) {
        return times[index];
    }

    /** The index of the time nearest to this one, the earlier of two; not that of the picture itself. */
    int nearest(int time) {
        int best = 1;
        for (int i = 2; i < times.length; i++) {
            best = Math.abs(times[i] - time) < Math.abs(times[best] - time) ? i : best;
        }
        return best;
    }

    double alphaBar(int index) {
        return times[index] == 0 ? 1 : schedule.alphaBar(times[index]);
    }

    double sigma(int index) {
        double kept = alphaBar(index);
        return Math.sqrt((1 - kept) / kept);
    }

    /** The factor of x in a step from one time to another. */
    double kept(int from, int to) {
        return Math.sqrt(alphaBar(to) / alphaBar(from));
    }

    /** The factor of eps in a step from one time to another. */
    double moved(int from, int to) {
        return Math.sqrt(alphaBar(to)) * (sigma(to) - sigma(from));
    }

    /** At which time the networks are asked about the picture itself: they know no time 0. */
    double askedAlphaBar(int index) {
        return schedule.alphaBar(Math.max(1, times[index]));
    }
}
