package org.larmor.recon.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.larmor.recon.flow.Priority;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step.Lane;

/**
 * The jobs that wait, and which is next. Has no thread and no clock; used by one thread at a time.
 *
 * <p>Real-time scans go before routine ones, and those before background; then earlier steps before later ones (so previews before
 * refinements); among scans the one that was served least, and among those the oldest; within a scan the first image. Nothing starves:
 * every few turns of a lane the job that has waited longest goes first, so that with {@code n} before it none waits longer than
 * {@code patience * (n + 1)} turns. A newer preview of an image takes the place of an older one that
 * waits, with what that one still owes; it cancels one that is making a step which the newer is to make too. The whole
 * image takes the place of its previews, waiting or running. So no more than one preview of an image waits, and beside it one that
 * does not give way any more, see {@link Precedence}.
 */
public final class JobQueue {
    private static final Comparator<ReconJob> AS_THEY_CAME = Comparator.comparing(ReconJob::order)
            .thenComparing(ReconJob::index)
            .thenComparing(job -> job.image().share());

    private final ScheduleSettings settings;
    private final List<ReconJob> waiting = new ArrayList<>();
    private final List<ReconJob> running = new ArrayList<>();
    private final Map<String, Long> served = new HashMap<>();
    private final Map<Lane, Integer> turns = new EnumMap<>(Lane.class);
    private final Precedence precedence = new Precedence();

    public JobQueue(ScheduleSettings settings) {
        this.settings = settings;
    }

    /** Takes a new job and cancels what it makes needless. */
    public void offer(ReconJob job) {
        waiting.add(job.whole() ? overPreviews(job) : overOlder(job));
        served.computeIfAbsent(job.scanId(), id -> leastServed());
        dropPreviews();
    }

    /** The whole image with what its previews owe. */
    private ReconJob overPreviews(ReconJob whole) {
        ReconJob all = whole;
        for (ReconJob other : previews(waiting, whole)) {
            all = all.owing(other.steps());
            cancel(other);
        }
        for (ReconJob other : previews(running, whole)) {
            all = all.owing(other.steps());
            cancel(other);
        }
        return all;
    }

    /** The newest preview, with what older ones owe, which are cancelled; those that stand go on waiting or running beside it. */
    private ReconJob overOlder(ReconJob preview) {
        ReconJob newest = preview;
        for (ReconJob other : previews(waiting, preview)) {
            waiting.remove(other);
            boolean newer = isNewer(other, newest);
            ReconJob older = newer ? newest : other;
            ReconJob first = newer ? other : newest;
            boolean someWay = older.step().compareTo(first.step()) > 0;
            if (precedence.givesWay(older, someWay)) {
                newest = first.owing(older.steps());
                older.cancelled().set(true);
            } else {
                waiting.add(older);
                newest = first;
            }
        }
        for (ReconJob other : previews(running, preview)) {
            boolean again = isNewer(newest, other) && newest.steps().contains(other.step());
            if (again && !other.cancelled().get() && precedence.givesWay(other, true)) {
                other.cancelled().set(true);
                newest = newest.owing(other.steps());
            }
        }
        return newest;
    }

    private static List<ReconJob> previews(List<ReconJob> among, ReconJob job) {
        ImageKey key = ImageKey.of(job);
        return among.stream()
                .filter(other -> !other.whole() && ImageKey.of(other).equals(key))
                .toList();
    }

    private static boolean isNewer(ReconJob job, ReconJob than) {
        return job.image().share() > than.image().share();
    }

    private void cancel(ReconJob job) {
        job.cancelled().set(true);
        precedence.cancelled(job);
        waiting.remove(job);
    }

    private void dropPreviews() {
        while (previews() > settings.previews() || bytes() > settings.bytes()) {
            Optional<ReconJob> oldest =
                    waiting.stream().filter(job -> !job.whole()).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            cancel(oldest.get());
        }
    }

    private long leastServed() {
        return served.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** Takes out what a lane that is free is to make next; see {@link #next(Lane, int)}. */
    List<ReconJob> next(Lane lane) {
        return next(lane, 0);
    }

    /**
     * Takes out what a lane is to make next, empty if nothing waits for it or it is busy; several jobs only where they fit together.
     *
     * @param underWay batches that the lane is making: at {@link #inFlight} only a real-time scan is served besides
     */
    public List<ReconJob> next(Lane lane, int underWay) {
        List<ReconJob> ready = waiting.stream()
                .filter(job -> job.step().lane() == lane && !isBeingMade(job) && hasRoom(job, lane, underWay))
                .toList();
        if (ready.isEmpty()) {
            return List.of();
        }
        int turn = turns.merge(lane, 1, Integer::sum);
        ReconJob first = turn % settings.patience() == 0 ? ready.getFirst() : Collections.min(ready, order());
        List<ReconJob> batch = batch(first, lane);
        waiting.removeAll(batch);
        running.addAll(batch);
        batch.forEach(job -> served.merge(job.scanId(), 1L, Long::sum));
        return batch;
    }

    private boolean hasRoom(ReconJob job, Lane lane, int underWay) {
        int more = job.options().priority() == Priority.REAL_TIME ? 1 : 0;
        return underWay < inFlight(lane) + more;
    }

    private Comparator<ReconJob> order() {
        return Comparator.comparing((ReconJob job) -> job.options().priority())
                .thenComparing(job -> !precedence.stands(job))
                .thenComparing(ReconJob::step)
                .thenComparing(job -> served.getOrDefault(job.scanId(), 0L))
                .thenComparing(AS_THEY_CAME);
    }

    private List<ReconJob> batch(ReconJob first, Lane lane) {
        int most = lane.isDevice() ? settings.batch() : 1;
        Set<ImageKey> images = new HashSet<>();
        return waiting.stream()
                .filter(job -> job == first || (fitsBeside(job, first) && !isBeingMade(job)))
                .sorted(Comparator.comparing((ReconJob job) -> job != first).thenComparing(AS_THEY_CAME))
                .filter(job -> images.add(ImageKey.of(job)))
                .limit(most)
                .toList();
    }

    /** Pictures of one image leave a lane in the order in which they came. */
    private boolean isBeingMade(ReconJob job) {
        return running.stream()
                .anyMatch(other -> other.step().lane() == job.step().lane()
                        && ImageKey.of(other).equals(ImageKey.of(job)));
    }

    /** How many batches of this lane may be under way at a time, beside one of a real-time scan. */
    public int inFlight(Lane lane) {
        return switch (lane) {
            case QUICK, COARSE, REFINED -> settings.inFlight();
            case CLASSIC -> 1;
        };
    }

    private static boolean fitsBeside(ReconJob job, ReconJob first) {
        var a = job.image().kspace();
        var b = first.image().kspace();
        return job.step() == first.step()
                && job.options().equals(first.options())
                && job.header().anatomy().equals(first.header().anatomy())
                && a.coils() == b.coils()
                && a.rows() == b.rows()
                && a.columns() == b.columns();
    }

    /** The step that was handed out is over; what is left of the job goes through {@link #offer} again. */
    public void done(ReconJob job) {
        running.remove(job);
        precedence.done(job);
    }

    /** Nobody waits for this scan any more. */
    public void forget(String scanId) {
        waiting.stream().filter(job -> job.scanId().equals(scanId)).toList().forEach(this::cancel);
        running.stream().filter(job -> job.scanId().equals(scanId)).forEach(job -> job.cancelled()
                .set(true));
        precedence.forget(scanId);
        served.remove(scanId);
    }

    /** Whether a step of this scan is being made. */
    public boolean isRunning(String scanId) {
        return running.stream().anyMatch(job -> job.scanId().equals(scanId));
    }

    /** Whether no further image should be assembled for now. */
    public boolean isFull() {
        return images() >= settings.images() || bytes() >= settings.bytes();
    }

    /** Jobs that wait. */
    public int size() {
        return waiting.size();
    }

    /** Jobs that wait for this lane. */
    int waiting(Lane lane) {
        return (int) waiting.stream().filter(job -> job.step().lane() == lane).count();
    }

    private long images() {
        return waiting.stream().filter(ReconJob::whole).count();
    }

    private long previews() {
        return waiting.size() - images();
    }

    /** Memory of the snapshots that wait or are being made, by the partition that their scans come on. */
    public Map<Integer, Long> bytesByPartition() {
        Map<Integer, Long> bytes = new HashMap<>();
        waiting.forEach(job -> bytes.merge(job.partition(), job.bytes(), Long::sum));
        running.forEach(job -> bytes.merge(job.partition(), job.bytes(), Long::sum));
        return bytes;
    }

    private long bytes() {
        return waiting.stream().mapToLong(ReconJob::bytes).sum();
    }
}
