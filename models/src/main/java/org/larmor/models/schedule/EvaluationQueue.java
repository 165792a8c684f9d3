package org.larmor.models.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The steps that wait for the device, and which are next. Has no thread and no clock; used by one thread at a time. Times are
 * nanoseconds of any clock.
 *
 * <p>Previews go before refinements; among scans the one that had least of the device's time, counted in whole quanta,
 * and among those the oldest; within a scan the caller that came first. An evaluation is filled with whatever else waits for the same network and size;
 * where evaluations are shared, other steps of their rank go before them, since they lead to questions that may join.
 *
 * <p>Nothing starves: every few turns the request that has waited longest goes first, so that with {@code n} before it none
 * waits longer than {@code patience * (n + 1)} turns. A caller asks for its next step only when it has the last one; for that
 * moment the device is kept free for it ({@code grace}), or else a less urgent step would come between any two of its own.
 */
public final class EvaluationQueue<T> {
    private record Waiting<T>(Request<T> request, long number) {}

    /** What the order depends on; {@code shared} is an evaluation that others may join, {@code number} counts the requests. */
    private record Place(int rank, boolean shared, long quanta, long scan, long caller, long number) {
        static final Comparator<Place> ORDER = Comparator.comparingInt(Place::rank)
                .thenComparing(Place::shared)
                .thenComparingLong(Place::quanta)
                .thenComparingLong(Place::scan)
                .thenComparingLong(Place::caller)
                .thenComparingLong(Place::number);
    }

    private final QueueSettings settings;
    private final List<Waiting<T>> line = new ArrayList<>();
    private final Set<Caller> callers = new HashSet<>();
    private final Map<Caller, Long> away = new HashMap<>();
    private final DeviceShares shares = new DeviceShares();
    private long opened;
    private long offered;
    private long turns;

    public EvaluationQueue(QueueSettings settings) {
        this.settings = settings;
    }

    /** Somebody who is going to ask. */
    public Caller open(Urgency urgency, BooleanSupplier cancelled) {
        Caller caller = new Caller(urgency, opened++, cancelled);
        callers.add(caller);
        shares.open(urgency.scan());
        return caller;
    }

    /** It asks no more; what it still waited for is taken out and returned. */
    public List<Request<T>> close(Caller caller) {
        if (callers.remove(caller)) {
            away.remove(caller);
            shares.close(caller.urgency().scan());
        }
        return takeOut(request -> request.caller().equals(caller));
    }

    /**
     * Takes a request of an open caller.
     *
     * @return false if it must wait until there is room
     */
    public boolean offer(Request<T> request) {
        if (!callers.contains(request.caller())) {
            throw new IllegalArgumentException("a request of somebody who has left");
        }
        if (!line.isEmpty() && elements() + request.elements() > settings.waiting()) {
            return false;
        }
        away.remove(request.caller());
        line.add(new Waiting<>(request, offered++));
        return true;
    }

    /** Takes out what is evaluated next, or says how long there is nothing to do. */
    public Turn<T> next(long now) {
        if (line.isEmpty()) {
            return new Turn.Rest<>(Long.MAX_VALUE);
        }
        boolean longestWaiting = turns % settings.patience() == settings.patience() - 1;
        Waiting<T> first =
                longestWaiting ? line.get(0) : line.stream().min(order()).orElseThrow();
        long free = longestWaiting ? now : keptFree(first, now);
        if (free > now) {
            return new Turn.Rest<>(free);
        }
        turns++;
        List<Waiting<T>> together = filled(first);
        line.removeAll(together);
        return new Turn.Serve<>(together.stream().map(Waiting::request).toList());
    }

    /** Until when the device stays free for somebody who comes before this or could become part of it; else {@code now}. */
    private long keptFree(Waiting<T> first, long now) {
        Place place = place(first);
        boolean joining = first.request().elements() < settings.elements();
        return away.entrySet().stream()
                .filter(entry -> entry.getValue() + settings.grace() > now)
                .filter(entry -> Place.ORDER.compare(placeOf(entry.getKey(), place.shared && !joining), place) < 0)
                .mapToLong(entry -> entry.getValue() + settings.grace())
                .min()
                .orElse(now);
    }

    private List<Waiting<T>> filled(Waiting<T> first) {
        List<Waiting<T>> together = new ArrayList<>(List.of(first));
        int room = settings.elements() - first.request().elements();
        Object bucket = first.request().bucket();
        if (bucket == null || room <= 0) {
            return together;
        }
        for (Waiting<T> other : line.stream().sorted(order()).toList()) {
            Request<T> request = other.request();
            if (other != first && Objects.equals(request.bucket(), bucket) && request.elements() <= room) {
                together.add(other);
                room -= request.elements();
            }
        }
        return together;
    }

    private Comparator<Waiting<T>> order() {
        return Comparator.comparing(this::place, Place.ORDER);
    }

    private Place place(Waiting<T> waiting) {
        Request<T> request = waiting.request();
        return place(request.caller(), request.bucket() != null && settings.elements() > 1, waiting.number());
    }

    /** Where a step of this caller would stand if it came now. */
    private Place placeOf(Caller caller, boolean shared) {
        return place(caller, shared, offered);
    }

    private Place place(Caller caller, boolean shared, long number) {
        Urgency urgency = caller.urgency();
        long quanta = (long) (shares.used(urgency.scan()) / settings.quantum());
        return new Place(urgency.rank(), shared, quanta, urgency.scan(), caller.number(), number);
    }

    /** What {@link #next} handed out is done; its callers have their answers from now on. */
    public void served(List<Request<T>> requests, long took, long now) {
        int all = requests.stream().mapToInt(Request::elements).sum();
        for (Request<T> request : requests) {
            Caller caller = request.caller();
            shares.use(caller.urgency().scan(), (double) took * request.elements() / all);
            if (callers.contains(caller) && !isWaiting(caller)) {
                away.put(caller, now);
            }
        }
    }

    private boolean isWaiting(Caller caller) {
        return line.stream().anyMatch(waiting -> waiting.request().caller().equals(caller));
    }

    /** Takes out what nobody waits for any more. */
    public List<Request<T>> cancelled() {
        return takeOut(request -> request.caller().cancelled().getAsBoolean());
    }

    /** Takes out everything. */
    public List<Request<T>> drained() {
        return takeOut(request -> true);
    }

    private List<Request<T>> takeOut(Predicate<Request<T>> which) {
        List<Waiting<T>> out =
                line.stream().filter(waiting -> which.test(waiting.request())).toList();
        line.removeAll(out);
        return out.stream().map(Waiting::request).toList();
    }

    /** Elements that wait. */
    public int elements() {
        return line.stream().mapToInt(waiting -> waiting.request().elements()).sum();
    }

    public boolean isEmpty() {
        return line.isEmpty();
    }

    /** Scans of which the queue knows how much of the device they have had. */
    int scans() {
        return shares.size();
    }
}
