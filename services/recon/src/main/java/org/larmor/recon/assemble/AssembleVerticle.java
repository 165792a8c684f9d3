package org.larmor.recon.assemble;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.larmor.core.domain.ImageIndex;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;

/** Hands arrivals to the assemblies, one at a time on a worker of its own, and follows up on what comes of them. */
public final class AssembleVerticle extends VerticleBase {
    private static final long TICK_MILLIS = 100;

    private final ScanAssemblies assemblies;
    private final Consumer<Outcome> follow;
    private final Consumer<Map<Integer, Long>> held;
    private final InstantSource clock;
    private final Map<Integer, Long> assembled = new HashMap<>();
    private volatile int running;

    /**
     * @param follow called on this verticle's worker, in order; must return at once
     * @param held told how many bytes the images hold that are being filled, by partition; must return at once
     */
    public AssembleVerticle(
            ScanAssemblies assemblies,
            Consumer<Outcome> follow,
            Consumer<Map<Integer, Long>> held,
            InstantSource clock) {
        this.held = held;
        this.assemblies = assemblies;
        this.follow = follow;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(TICK_MILLIS, id -> {
            assemblies.at(clock.millis()).forEach(follow);
            hold();
        });
        return Future.succeededFuture();
    }

    /** From any thread. {@code taken} is called when all of them have been assembled. */
    public void accept(List<Arrival> arrivals, Runnable taken) {
        context.runOnContext(nothing -> {
            arrivals.forEach(this::accept);
            hold();
            taken.run();
        });
    }

    private void hold() {
        held.accept(assemblies.bytesByPartition());
        running = assemblies.size();
    }

    /** From any thread: scans that are running. */
    public int running() {
        return running;
    }

    private void accept(Arrival arrival) {
        switch (arrival) {
            case Arrival.Event event -> accept(event, event.event().scanId(), event.position());
            case Arrival.Poison poison -> accept(poison, poison.scanId(), poison.position());
            case Arrival.Left left -> assemblies.accept(left).forEach(follow);
        }
    }

    /** Whatever becomes of a record: if its scan is not running after it, ingest need not wait for that. */
    private void accept(Arrival arrival, String scanId, Position position) {
        assembled.put(position.partition(), position.offset());
        List<Outcome> outcomes = assemblies.accept(arrival);
        outcomes.forEach(follow);
        Outcome over = new Outcome.Over(scanId);
        if (!scanId.isEmpty() && !assemblies.isRunning(scanId) && !outcomes.contains(over)) {
            follow.accept(over);
        }
    }

    /** On this verticle's worker: the offset of the latest record of each partition that was assembled, or is being. */
    public Map<Integer, Long> assembled() {
        return Map.copyOf(assembled);
    }

    /** From any thread: the last picture of an image is with the broker. */
    public void published(String scanId, ImageIndex index) {
        context.runOnContext(
                nothing -> assemblies.published(scanId, index, clock.millis()).forEach(follow));
    }

    /** From any thread: the frames beside a last picture are being made. */
    public void framing(String scanId) {
        context.runOnContext(nothing -> assemblies.framing(scanId));
    }

    /** From any thread: the frames beside so many last pictures are with the broker; see {@link ScanAssemblies#framed}. */
    public void framed(String scanId, int pictures, int synthesised, String remark) {
        context.runOnContext(nothing -> assemblies
                .framed(scanId, pictures, synthesised, remark, clock.millis())
                .forEach(follow));
    }

    /** From any thread: a picture, made from this share of its image's lines, is expected to be off by so much. */
    public void predicted(String scanId, ImageIndex index, double share, double nrmse) {
        context.runOnContext(nothing -> assemblies
                .predicted(scanId, index, share, nrmse, clock.millis())
                .forEach(follow));
    }

    /** From any thread: a picture of the scan could not be made or published. */
    public void failed(String scanId, String reason) {
        context.runOnContext(
                nothing -> assemblies.failed(scanId, reason, clock.millis()).forEach(follow));
    }
}
