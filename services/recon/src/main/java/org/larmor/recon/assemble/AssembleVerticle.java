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

/** Hands arrivals to the assemblies, one at a time on a worker of its own, and follows up on what comes of them. */
public final class AssembleVerticle extends VerticleBase {
    private static final long TICK_MILLIS = 100;

    private final ScanAssemblies assemblies;
    private final Consumer<Outcome> follow;
    private final InstantSource clock;
    private final Map<Integer, Long> assembled = new HashMap<>();

    /** @param follow called on this verticle's worker, in order; must return at once */
    public AssembleVerticle(ScanAssemblies assemblies, Consumer<Outcome> follow, InstantSource clock) {
        this.assemblies = assemblies;
        this.follow = follow;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(TICK_MILLIS, id -> assemblies.at(clock.millis()).forEach(follow));
        return Future.succeededFuture();
    }

    /** From any thread. {@code taken} is called when all of them have been assembled. */
    public void accept(List<Arrival> arrivals, Runnable taken) {
        context.runOnContext(nothing -> {
            for (Arrival arrival : arrivals) {
                note(arrival);
                assemblies.accept(arrival).forEach(follow);
            }
            taken.run();
        });
    }

    private void note(Arrival arrival) {
        switch (arrival) {
            case Arrival.Event event ->
                assembled.put(event.position().partition(), event.position().offset());
            case Arrival.Poison poison ->
                assembled.put(poison.position().partition(), poison.position().offset());
            case Arrival.Left left -> {}
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
