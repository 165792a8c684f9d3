package org.larmor.load.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleSettings;

/**
 * A worker on a simulated clock: the service's own {@link JobQueue}, fed by an ingest of so many bytes a second that stops while the
 * queue is full, and lanes that take their measured times. A core for each lane of the JVM; one device, which takes the steps of
 * coarse pictures before those of refined ones.
 */
final class ModelledWorker {
    private final SimulatedTime time;
    private final ServiceTimes times;
    private final Consumer<ReconJob> made;
    private final JobQueue queue = new JobQueue(ScheduleSettings.DEFAULT);
    private final Deque<Arrival> backlog = new ArrayDeque<>();
    private final Map<Lane, Integer> underWay = new EnumMap<>(Lane.class);
    private final Map<Lane, Double> busy = new EnumMap<>(Lane.class);
    private final List<OnDevice> device = new ArrayList<>();
    private boolean deviceTaken;
    private boolean ingesting;
    private double ingested;

    /** Readouts, and the job that the last of them makes due. */
    private record Arrival(double bytes, @Nullable ReconJob job) {}

    private static final class OnDevice {
        private final ReconJob job;
        private int turns;

        OnDevice(ReconJob job) {
            this.job = job;
            this.turns = ServiceTimes.turns(job.step());
        }
    }

    /** @param made told of each picture when it is made */
    ModelledWorker(SimulatedTime time, ServiceTimes times, Consumer<ReconJob> made) {
        this.time = time;
        this.times = times;
        this.made = made;
    }

    void arrive(double bytes, @Nullable ReconJob job) {
        backlog.add(new Arrival(bytes, job));
        ingest();
    }

    private void ingest() {
        if (ingesting || backlog.isEmpty() || queue.isFull()) {
            return;
        }
        Arrival next = backlog.remove();
        double seconds = next.bytes / times.bytesPerSecond();
        ingesting = true;
        ingested += seconds;
        time.at(time.now() + seconds, () -> {
            ingesting = false;
            if (next.job != null) {
                queue.offer(next.job);
                pump();
            }
            ingest();
        });
    }

    private void pump() {
        for (Lane lane : Lane.values()) {
            for (List<ReconJob> next = next(lane); !next.isEmpty(); next = next(lane)) {
                begin(lane, next.getFirst());
            }
        }
        ingest();
    }

    private List<ReconJob> next(Lane lane) {
        return queue.next(lane, underWay.getOrDefault(lane, 0));
    }

    private void begin(Lane lane, ReconJob job) {
        underWay.merge(lane, 1, Integer::sum);
        if (lane.isDevice()) {
            device.add(new OnDevice(job));
            turn();
        } else {
            double seconds = times.of(job.step());
            busy.merge(lane, seconds, Double::sum);
            time.at(time.now() + seconds, () -> end(lane, job));
        }
    }

    /** The device's next turn: for a coarse picture if there is one, else for the one that came first. */
    private void turn() {
        device.removeIf(each -> each.job.cancelled().get() && cancelled(each.job));
        if (deviceTaken || device.isEmpty()) {
            return;
        }
        OnDevice first = device.stream()
                .min(Comparator.comparing(each -> each.job.step()))
                .orElseThrow();
        Step step = first.job.step();
        double seconds = times.of(step) / ServiceTimes.turns(step);
        busy.merge(step.lane(), seconds, Double::sum);
        deviceTaken = true;
        time.at(time.now() + seconds, () -> {
            deviceTaken = false;
            if (--first.turns == 0) {
                device.remove(first);
                end(step.lane(), first.job);
            }
            turn();
        });
    }

    private boolean cancelled(ReconJob job) {
        time.at(time.now(), () -> end(job.step().lane(), job));
        return true;
    }

    private void end(Lane lane, ReconJob job) {
        underWay.merge(lane, -1, Integer::sum);
        queue.done(job);
        if (!job.cancelled().get()) {
            made.accept(job);
            if (job.steps().size() > 1) {
                queue.offer(job.with(job.steps().subList(1, job.steps().size())));
            }
        }
        pump();
    }

    /** The share of the time so far in which its busiest part was busy, and which that is. A job under way counts whole. */
    Load load() {
        Load most = new Load("ingest", ingested / time.now());
        Load zeroFilled = new Load("zero-filled pictures", share(Lane.QUICK));
        Load classics = new Load("classics", share(Lane.CLASSIC));
        Load onDevice = new Load("device", share(Lane.COARSE) + share(Lane.REFINED));
        for (Load other : List.of(zeroFilled, classics, onDevice)) {
            most = other.share > most.share ? other : most;
        }
        return most;
    }

    private double share(Lane lane) {
        return busy.getOrDefault(lane, 0.0) / time.now();
    }

    /** A part of a worker, and the share of the time in which it is busy. */
    record Load(String part, double share) {}
}
