package org.larmor.load.scale;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes from one event to the next; those of one moment come in the order in which they were told. Seconds. */
final class SimulatedTime {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
    private double now;
    private long number;
    private boolean stopped;

    private record Event(double at, long number, Runnable what) {}

    double now() {
        return now;
    }

    void at(double time, Runnable what) {
        events.add(new Event(Math.max(now, time), number++, what));
    }

    /** Nothing more is to come. */
    void stop() {
        stopped = true;
    }

    /** Until nothing is to come any more, or nothing before this moment. */
    void run(double until) {
        while (!stopped && !events.isEmpty() && events.peek().at() <= until) {
            Event next = events.remove();
            now = next.at();
            next.what().run();
        }
    }
}
