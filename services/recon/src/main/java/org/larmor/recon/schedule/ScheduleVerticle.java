package org.larmor.recon.schedule;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step.Lane;

/** Gives each lane its next batch as soon as one before is made and published and there is room for another. */
public final class ScheduleVerticle extends VerticleBase {
    private final JobQueue queue;
    private final BiFunction<Lane, List<ReconJob>, Future<List<Picture>>> make;
    private final Function<Picture, Future<?>> publish;
    private final BiConsumer<ReconJob, Throwable> failed;
    private final Consumer<String> released;
    private final Consumer<Map<Integer, Long>> held;
    private final Set<String> leaving = new HashSet<>();
    private final Map<Lane, Integer> underWay = new EnumMap<>(Lane.class);
    private volatile boolean full;
    private volatile Map<Lane, Load> loads = Map.of();

    /** Jobs of a lane that wait, and batches that it is making. */
    public record Load(int waiting, int underWay) {}

    /**
     * @param make reconstructs a batch on a thread of its lane
     * @param publish hands a picture to the broker
     * @param failed told of each job of a batch that was not made or not published
     * @param released told of each forgotten scan once nothing is made for it any more
     * @param held told after each change how many bytes of snapshots there are, by partition
     */
    public ScheduleVerticle(
            JobQueue queue,
            BiFunction<Lane, List<ReconJob>, Future<List<Picture>>> make,
            Function<Picture, Future<?>> publish,
            BiConsumer<ReconJob, Throwable> failed,
            Consumer<String> released,
            Consumer<Map<Integer, Long>> held) {
        this.queue = queue;
        this.make = make;
        this.publish = publish;
        this.failed = failed;
        this.released = released;
        this.held = held;
    }

    /** From any thread. */
    public void offer(ReconJob job) {
        context.runOnContext(nothing -> {
            queue.offer(job);
            pump();
        });
    }

    /** From any thread: nobody waits for this scan any more. */
    public void forget(String scanId) {
        context.runOnContext(nothing -> {
            queue.forget(scanId);
            leaving.add(scanId);
            pump();
        });
    }

    /** From any thread: whether no further image should be assembled for now. */
    public boolean isFull() {
        return full;
    }

    /** From any thread: what the lane has to do. */
    public Load load(Lane lane) {
        return loads.getOrDefault(lane, new Load(0, 0));
    }

    private void pump() {
        Map<Lane, Load> now = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            fill(lane);
            now.put(lane, new Load(queue.waiting(lane), underWay.getOrDefault(lane, 0)));
        }
        loads = now;
        full = queue.isFull();
        held.accept(queue.bytesByPartition());
        releaseIdle();
    }

    private void fill(Lane lane) {
        for (List<ReconJob> batch = next(lane); !batch.isEmpty(); batch = next(lane)) {
            run(lane, batch);
        }
    }

    private List<ReconJob> next(Lane lane) {
        return queue.next(lane, underWay.getOrDefault(lane, 0));
    }

    private void releaseIdle() {
        List<String> idle =
                leaving.stream().filter(scanId -> !queue.isRunning(scanId)).toList();
        idle.forEach(leaving::remove);
        idle.forEach(released);
    }

    private void run(Lane lane, List<ReconJob> batch) {
        underWay.merge(lane, 1, Integer::sum);
        make.apply(lane, batch)
                .compose(this::publishAll)
                .onComplete(done -> context.runOnContext(nothing -> {
                    underWay.merge(lane, -1, Integer::sum);
                    batch.forEach(queue::done);
                    if (done.failed()) {
                        batch.forEach(job -> failed.accept(job, done.cause()));
                    } else {
                        done.result().forEach(this::goOn);
                    }
                    pump();
                }));
    }

    private Future<List<Picture>> publishAll(List<Picture> pictures) {
        List<Picture> wanted = pictures.stream()
                .filter(picture -> !picture.job().cancelled().get())
                .toList();
        return Future.all(wanted.stream().<Future<?>>map(publish).toList()).map(wanted);
    }

    private void goOn(Picture picture) {
        ReconJob job = picture.job();
        if (!picture.next().isEmpty() && !job.cancelled().get()) {
            queue.offer(job.with(picture.next()));
        }
    }
}
