package org.larmor.recon.synthesise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which intervals of one slice's cine are to be synthesised as its measured phases arrive, in whatever order. Has no thread, no
 * clock and no pictures.
 *
 * <p>The measured phases divide the cycle, which goes on over the R wave, into intervals between neighbours. Each is synthesised
 * once; a phase that arrives within one divides it into two that have not been. So what there is in the end does not depend on the
 * order of arrival, and nothing is synthesised across a phase that is known.
 */
final class CinePlan {
    private final int phases;
    private final int framesPerCycle;
    private final Set<Integer> awaited = new HashSet<>();
    private final NavigableSet<Integer> arrived = new TreeSet<>();
    private final Set<Interval> done = new HashSet<>();

    /** The wish's phases, and the frames that it asks for. */
    CinePlan(CineWish wish) {
        this.phases = wish.phases();
        this.framesPerCycle = wish.framesPerCycle();
        for (int named : new int[] {wish.endDiastole(), wish.endSystole()}) {
            if (named != CineWish.ANY) {
                awaited.add(named);
            }
        }
    }

    /** From one measured phase to another; to one that is not later it goes over the R wave. */
    record Interval(int source, int target) {
        /** Whether a phase lies strictly within. */
        boolean spans(int phase) {
            return source < target ? phase > source && phase < target : phase > source || phase < target;
        }
    }

    /** Takes note of a measured phase. */
    void arrived(int phase) {
        arrived.add(phase);
        awaited.remove(phase);
    }

    /** Intervals between neighbours that have frames and have not been synthesised; none before the named phases are there. */
    List<Interval> open() {
        List<Interval> open = new ArrayList<>();
        if (awaited.isEmpty()) {
            for (Interval interval : neighbours()) {
                if (!done.contains(interval) && steps(interval) > 1) {
                    open.add(interval);
                }
            }
        }
        return open;
    }

    private List<Interval> neighbours() {
        List<Interval> neighbours = new ArrayList<>();
        if (arrived.size() > 1) {
            int source = arrived.last();
            for (int target : arrived) {
                neighbours.add(new Interval(source, target));
                source = target;
            }
        }
        return neighbours;
    }

    /** The interval was synthesised, or cannot be. */
    void done(Interval interval) {
        done.add(interval);
    }

    /** Gamma of each frame strictly within an interval, ascending: the nearest number of equal steps to the asked frame rate. */
    List<Double> gammas(Interval interval) {
        int steps = steps(interval);
        List<Double> gammas = new ArrayList<>();
        for (int step = 1; step < steps; step++) {
            gammas.add((double) step / steps);
        }
        return gammas;
    }

    private int steps(Interval interval) {
        return (int) Math.round(framesPerCycle * (double) width(interval) / phases);
    }

    private int width(Interval interval) {
        return interval.target() > interval.source()
                ? interval.target() - interval.source()
                : interval.target() - interval.source() + phases;
    }

    /** When a measured phase is, share of the cycle. */
    double time(int phase) {
        return (double) phase / phases;
    }

    /** When a frame within an interval is, share of the cycle. */
    double time(Interval interval, double gamma) {
        double time = (interval.source() + gamma * width(interval)) / phases;
        return time < 1 ? time : time - 1;
    }

    /** Whether the picture of a phase that is there may still be asked for: an open interval ends there, or one may come to. */
    boolean isNeeded(int phase) {
        if (framesPerCycle == 0) {
            return false;
        }
        return neighbours().stream()
                        .filter(interval -> interval.source() == phase || interval.target() == phase)
                        .anyMatch(interval -> width(interval) > 1 || !done.contains(interval) && steps(interval) > 1)
                || arrived.size() < 2;
    }
}
