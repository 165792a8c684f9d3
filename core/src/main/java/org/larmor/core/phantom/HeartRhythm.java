package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When the simulated heart beats. RR intervals vary about their mean with breathing and at random; an ectopic beat comes early and
 * a pause follows it. The same settings and seed give the same beats. Times in milliseconds from the beginning of the scan.
 */
public final class HeartRhythm {
    private static final double BREATH_MILLIS = 4000;
    private static final double WITH_BREATHING = .8;
    private static final double AT_RANDOM = .6;
    private static final double EARLY = .62;
    private static final double PAUSE = 1.36;
    private static final double LATEST = .999;

    private final CardiacSettings settings;
    private final Random random;
    private final double breath;
    private final List<Beat> beats = new ArrayList<>();

    /**
     * One beat, from its R wave to the next.
     *
     * @param ectopic its QRS complex comes from the ventricle
     * @param regular neither it nor the pause before the next beat is out of the rhythm
     */
    public record Beat(double start, double end, boolean ectopic, boolean regular) {}

    public HeartRhythm(CardiacSettings settings, long seed) {
        this.settings = settings;
        this.random = new Random(31 * seed + 17);
        this.breath = random.nextDouble();
        double start = settings.isFreeRunning() ? -random.nextDouble() * settings.intervalMillis() : 0;
        beats.add(new Beat(start, start + interval(start, 1), false, true));
    }

    /** The beat of a moment; before the first one, that. */
    public synchronized Beat at(double millis) {
        while (beats.get(beats.size() - 1).end() <= millis) {
            grow();
        }
        int low = 0;
        int high = beats.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (beats.get(middle).start() <= millis) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return beats.get(low);
    }

    /**
     * Where in its cycle the heart is: the share of the RR interval in a regular beat. In an irregular one systole takes the time
     * that it usually takes, however soon or late the next beat comes.
     *
     * @return 0 to below 1
     */
    public double moment(double millis) {
        Beat beat = at(millis);
        double length = beat.regular() ? beat.end() - beat.start() : settings.intervalMillis();
        return Math.clamp((millis - beat.start()) / length, 0, LATEST);
    }

    /** The beat before an ectopic one is cut short by it, the ectopic one is followed by a pause. */
    private void grow() {
        Beat before = beats.get(beats.size() - 1);
        double start = before.end();
        boolean cut = before.regular() && random.nextDouble() < settings.ectopic();
        boolean ectopic = !before.regular() && !before.ectopic();
        double factor = cut ? EARLY : ectopic ? PAUSE : 1;
        beats.add(new Beat(start, start + interval(start, factor), ectopic, !cut && !ectopic));
    }

    private double interval(double start, double factor) {
        double breathing = Math.sqrt(2) * Math.sin(2 * Math.PI * (start / BREATH_MILLIS + breath));
        double change = WITH_BREATHING * breathing + AT_RANDOM * random.nextGaussian();
        return factor * settings.intervalMillis() * Math.max(.3, 1 + settings.variability() * change);
    }
}
