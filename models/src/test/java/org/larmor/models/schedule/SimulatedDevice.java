package org.larmor.models.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A device and its callers on a simulated clock, in microseconds; every turn is checked against what the queue promises. */
final class SimulatedDevice {
    static final long STEP = 300;
    static final long ELEMENT = 1000;
    static final long GRACE = 500;
    static final long QUANTUM = 5000;

    /** One step: a network evaluation in a bucket, or a step on its own. */
    record Step(@Nullable String bucket, int elements) {
        static final Step OWN = new Step(null, 1);
    }

    /** Somebody's steps, one after the other, with a moment between them. */
    static final class Job {
        final Urgency urgency;
        private final Deque<Step> steps;
        private final long pause;
        private @Nullable Caller caller;
        private boolean cancelled;
        long began;
        long ended = -1;
        int served;
        int refused;
        long deviceTime;

        Job(Urgency urgency, List<Step> steps, long pause) {
            this.urgency = urgency;
            this.steps = new ArrayDeque<>(steps);
            this.pause = pause;
        }

        boolean isCancelled() {
            return cancelled;
        }

        boolean isOver() {
            return ended >= 0;
        }
    }

    private record Event(long time, long number, Runnable action) {}

    private record Arrival(long turn, int before) {}

    final QueueSettings settings;
    final EvaluationQueue<Job> queue;
    private final String where;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final Deque<Job> outside = new ArrayDeque<>();
    private final Map<Request<Job>, Arrival> arrivals = new HashMap<>();
    private final List<Request<Job>> line = new ArrayList<>();
    private long eventNumber;
    private boolean busy;
    private long turns;
    long now;
    long longestStep;

    /** @param where goes into every failure message, so the seed should be in it */
    SimulatedDevice(QueueSettings settings, String where) {
        this.settings = settings;
        this.queue = new EvaluationQueue<>(settings);
        this.where = where;
    }

    void at(long time, Runnable action) {
        events.add(new Event(time, eventNumber++, action));
    }

    /** Lets the job begin at that time. */
    Job begin(long time, Job job) {
        at(time, () -> {
            job.began = now;
            job.caller = queue.open(job.urgency, () -> job.cancelled);
            ask(job);
        });
        return job;
    }

    /** Cancels the job at that time, wherever it is by then. */
    void cancel(long time, Job job) {
        at(time, () -> job.cancelled = true);
    }

    void run() {
        run(Long.MAX_VALUE);
    }

    void run(long until) {
        while (!events.isEmpty() && events.peek().time() <= until) {
            Event event = events.remove();
            now = event.time();
            event.action().run();
            pump();
        }
    }

    private void ask(Job job) {
        Step step = job.steps.peek();
        if (job.cancelled || step == null) {
            end(job);
            return;
        }
        Request<Job> request = new Request<>(caller(job), step.bucket(), step.elements(), job);
        int before = queue.elements();
        if (!queue.offer(request)) {
            assertTrue(before + step.elements() > settings.waiting(), where + ": refused though there was room");
            outside.add(job);
            job.refused++;
            return;
        }
        assertTrue(before == 0 || queue.elements() <= settings.waiting(), where + ": more waits than may");
        arrivals.put(request, new Arrival(turns, line.size()));
        line.add(request);
        job.steps.remove();
    }

    private static Caller caller(Job job) {
        return java.util.Objects.requireNonNull(job.caller);
    }

    private void end(Job job) {
        assertEquals(-1, job.ended, where + ": ended twice");
        job.ended = now;
        assertEquals(List.of(), queue.close(caller(job)), where + ": something of it still waited");
    }

    private void pump() {
        if (busy) {
            return;
        }
        for (Request<Job> request : queue.cancelled()) {
            assertTrue(line.remove(request), where + ": taken out though it did not wait");
            end(request.content());
        }
        admit();
        switch (queue.next(now)) {
            case Turn.Serve<Job> serve -> serve(serve.requests());
            case Turn.Rest<Job> rest -> rest(rest.until());
        }
    }

    private void rest(long until) {
        if (until < Long.MAX_VALUE) {
            assertTrue(until > now && until <= now + settings.grace(), where + ": rests without end");
            at(until, () -> {});
        } else {
            assertTrue(queue.isEmpty(), where + ": rests though something waits");
        }
    }

    private void admit() {
        for (int i = outside.size(); i > 0; i--) {
            ask(outside.remove());
        }
    }

    private void serve(List<Request<Job>> together) {
        check(together);
        line.removeAll(together);
        turns++;
        busy = true;
        int elements = together.stream().mapToInt(Request::elements).sum();
        long took = STEP + ELEMENT * elements;
        longestStep = Math.max(longestStep, took);
        at(now + took, () -> {
            busy = false;
            queue.served(together, took, now);
            for (Request<Job> request : together) {
                Job job = request.content();
                job.served++;
                job.deviceTime += took * request.elements() / elements;
                at(now + job.pause, () -> ask(job));
            }
        });
    }

    private void check(List<Request<Job>> together) {
        Request<Job> first = together.get(0);
        assertTrue(line.containsAll(together), where + ": served what did not wait");
        assertEquals(together.size(), together.stream().distinct().count(), where + ": served twice");
        int elements = together.stream().mapToInt(Request::elements).sum();
        assertTrue(together.size() == 1 || elements <= settings.elements(), where + ": too large a batch");
        assertTrue(
                together.size() == 1
                        || together.stream()
                                .allMatch(each ->
                                        first.bucket() != null && first.bucket().equals(each.bucket())),
                where + ": a batch of several buckets");
        boolean patient = turns % settings.patience() == settings.patience() - 1;
        int least = line.stream()
                .mapToInt(each -> each.caller().urgency().rank())
                .min()
                .orElseThrow();
        assertTrue(patient || first.caller().urgency().rank() == least, where + ": something more urgent waited");
        for (Request<Job> request : together) {
            Arrival arrival = java.util.Objects.requireNonNull(arrivals.remove(request), where + ": served twice");
            long most = (long) settings.patience() * (arrival.before() + 1);
            assertTrue(turns - arrival.turn() <= most, where + ": waited for more than " + most + " turns");
        }
    }
}
