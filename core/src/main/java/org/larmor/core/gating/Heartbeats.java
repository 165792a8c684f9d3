package org.larmor.core.gating;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats from the times at which they begin, with the running median of their RR intervals. A beat is irregular if its interval
 * is off the median (itself included) by more than a share of it: an ectopic beat, and the pause after it. Remembers the latest
 * beats only. Times in milliseconds of the acquisition clock.
 */
final class Heartbeats {
    /** Two beginnings closer than this are one. */
    static final double REFRACTORY_MILLIS = 200;

    private static final int REMEMBERED = 32;
    private static final double MINUTE_MILLIS = 60_000;

    private final double window;
    private final Deque<Beat> latest = new ArrayDeque<>();
    private final RunningMedian intervals = new RunningMedian(9);
    private double first = Double.NaN;
    private double last = Double.NaN;
    private long beats;

    /** A heartbeat from its R wave to the next. */
    private record Beat(double start, double end) {}

    /** Where in its beat a moment lies; {@code regular} false for a beat to be left out. */
    record Place(double fraction, boolean regular, double start) {}

    Heartbeats(double window) {
        this.window = window;
    }

    /** A heartbeat begins. False if it is one that was known, or earlier than the latest. */
    boolean begin(double time) {
        if (time < last + REFRACTORY_MILLIS) {
            return false;
        }
        if (Double.isNaN(first)) {
            first = time;
        } else {
            intervals.add(time - last);
            beats++;
            latest.addLast(new Beat(last, time));
            if (latest.size() > REMEMBERED) {
                latest.removeFirst();
            }
        }
        last = time;
        return true;
    }

    /** Whether any beginning is known. */
    boolean isEmpty() {
        return Double.isNaN(first);
    }

    /** Whole beats so far. */
    long count() {
        return beats;
    }

    /** Beginning of the first beat; NaN if there is none. */
    double first() {
        return first;
    }

    /** Beginning of the latest beat; NaN if there is none. */
    double last() {
        return last;
    }

    /** Of the latest RR intervals, milliseconds; 0 if no beat has ended. */
    double medianInterval() {
        return intervals.median();
    }

    /** Beats per minute; 0 if no beat has ended. */
    double rate() {
        return beats == 0 ? 0 : MINUTE_MILLIS / intervals.median();
    }

    /** Where a moment lies in a beat that has ended; null for a moment outside all that are remembered. */
    @Nullable
    Place place(double time) {
        for (var beat = latest.descendingIterator(); beat.hasNext(); ) {
            Beat b = beat.next();
            if (time >= b.start() && time < b.end()) {
                double interval = b.end() - b.start();
                double usual = intervals.median();
                return new Place(
                        (time - b.start()) / interval, Math.abs(interval - usual) <= window * usual, b.start());
            }
        }
        return null;
    }

    /**
     * The place that a moment just before the first beat or after the latest has in a beat of the usual length, or null. One that
     * lasts longer, within the window, is at its end.
     */
    @Nullable
    Place extrapolated(double time) {
        double usual = intervals.median();
        if (time >= last && time < last + (1 + window) * usual) {
            return new Place(Math.min(1, (time - last) / usual), true, last);
        }
        return time < first && time >= first - (1 + window) * usual
                ? new Place(Math.max(0, 1 - (first - time) / usual), true, first - usual)
                : null;
    }
}
