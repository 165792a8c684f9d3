package org.larmor.core.gating;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells R waves from noise among peaks of the slope's energy, by a threshold between what both were lately (Pan and Tompkins; the
 * levels are medians, which a single artefact does not move). Looks back for a weaker beat where one is overdue.
 */
final class QrsThreshold {
    private static final double LEARNING_MILLIS = 2500;
    private static final double SHARE = .25;
    private static final double LEAST_CONTRAST = 18;
    private static final double OVERDUE = 1.66;
    private static final double SOON_MILLIS = 360;

    /**
     * A peak of the energy.
     *
     * @param time of the R wave that it would be, milliseconds
     * @param floor least energy since the peak before, infinite where it is not known
     */
    record Peak(double time, double energy, double floor) {}

    private final RunningMedian beats = new RunningMedian(8);
    private final RunningMedian noise = new RunningMedian(16);
    private final RunningMedian floors = new RunningMedian(16);
    private final RunningMedian intervals = new RunningMedian(8);
    private final List<Peak> learning = new ArrayList<>();
    private boolean learned;
    private @Nullable Peak latest;
    private @Nullable Peak missed;

    /** The R waves, in order, that are known since this peak; peaks come in order of time. */
    List<Double> offer(Peak peak) {
        if (learned) {
            floor(peak);
            return judge(peak);
        }
        learning.add(peak);
        return peak.time() - learning.get(0).time() >= LEARNING_MILLIS ? learn() : List.of();
    }

    /** The R waves of the peaks that came, if the signal ends before enough of it was seen. */
    List<Double> end() {
        return learned ? List.of() : learn();
    }

    /** Whatever is larger than a quarter of the typical largest peaks begins as a beat. */
    private List<Double> learn() {
        learned = true;
        double[] sorted = learning.stream().mapToDouble(Peak::energy).sorted().toArray();
        double large = sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - 2)];
        for (Peak peak : learning) {
            floor(peak);
            (peak.energy() > SHARE * large ? beats : noise).add(peak.energy());
        }
        List<Double> found = new ArrayList<>();
        learning.forEach(peak -> found.addAll(judge(peak)));
        learning.clear();
        return found;
    }

    private List<Double> judge(Peak peak) {
        List<Double> found = new ArrayList<>();
        double low = noise.median();
        double high = beats.median();
        double threshold = low + SHARE * (high - low);
        Peak before = latest;
        Peak weak = missed;
        boolean overdue =
                before != null && intervals.size() > 1 && peak.time() - before.time() > OVERDUE * intervals.median();
        if (overdue && weak != null && weak.energy() > threshold / 2 && isClear(weak)) {
            take(weak, found);
        }
        if (peak.energy() > threshold && isClear(peak) && !isWaveAfter(peak)) {
            take(peak, found);
        } else {
            noise.add(peak.energy());
            missed = missed == null || peak.energy() > missed.energy() ? peak : missed;
        }
        return found;
    }

    private void floor(Peak peak) {
        if (Double.isFinite(peak.floor())) {
            floors.add(peak.floor());
        }
    }

    /** Stands out of the calm between the beats: in noise alone there is none. */
    private boolean isClear(Peak peak) {
        return peak.energy() > LEAST_CONTRAST * floors.median();
    }

    /** Soon after a beat and much weaker than it: a T wave. */
    private boolean isWaveAfter(Peak peak) {
        Peak before = latest;
        return before != null && peak.time() - before.time() < SOON_MILLIS && peak.energy() < before.energy() / 2;
    }

    private void take(Peak peak, List<Double> found) {
        Peak before = latest;
        if (before != null) {
            intervals.add(peak.time() - before.time());
        }
        beats.add(peak.energy());
        latest = peak;
        missed = null;
        found.add(peak.time());
    }
}
