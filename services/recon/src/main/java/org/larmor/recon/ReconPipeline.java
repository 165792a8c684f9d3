package org.larmor.recon;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.recon.assemble.AssembleVerticle;
import org.larmor.recon.assemble.Outcome;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.HeldMemory;
import org.larmor.recon.publish.PublishVerticle;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleVerticle;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.Measured;
import org.larmor.recon.synthesise.SynthesisSettings;
import org.larmor.recon.synthesise.SynthesiseVerticle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a readout through the service, from top to bottom:
 *
 * <pre>ingest -> assemble -> schedule -> reconstruct -> publish
 *                                           synthesise -> publish</pre>
 *
 * <p>The steps do not know each other; here each is handed what comes after it. Nothing here waits: the poll loop is told
 * to pause while {@link #isFull}, and every queue between two steps is bounded by that.
 */
final class ReconPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(ReconPipeline.class);

    private final Backlog backlog;
    private final HeldMemory memory;
    private final AssembleVerticle assemble;
    private final ScheduleVerticle schedule;
    private final Map<Lane, WorkerExecutor> lanes = new EnumMap<>(Lane.class);
    private final Reconstruction reconstruction;
    private final PublishVerticle publish;
    private final SynthesiseVerticle synthesise;
    private final Consumer<String> finished;

    /** @param finished told of each scan whose records are not needed any more */
    ReconPipeline(Vertx vertx, Parts parts, Backlog backlog, Consumer<String> finished) {
        this.backlog = backlog;
        this.memory = parts.memory();
        this.assemble = new AssembleVerticle(parts.assemblies(), this::follow, memory::images, parts.clock());
        this.schedule = new ScheduleVerticle(
                parts.queue(), this::reconstruct, this::publish, this::failed, this::released, memory::snapshots);
        this.reconstruction = parts.reconstruction();
        this.publish = new PublishVerticle(parts.producer(), parts.topics(), parts.clock());
        WorkerExecutor frames = vertx.createSharedWorkerExecutor("larmor-frames", 1, 1, TimeUnit.HOURS);
        this.synthesise = new SynthesiseVerticle(
                parts.frames(),
                parts.synthesis(),
                work -> frames.executeBlocking(work, false),
                publish::frame,
                assemble::framed);
        this.finished = finished;
        for (Lane lane : Lane.values()) {
            String name = "larmor-" + lane.name().toLowerCase(java.util.Locale.ROOT);
            lanes.put(
                    lane, vertx.createSharedWorkerExecutor(name, parts.queue().inFlight(lane) + 1, 1, TimeUnit.HOURS));
        }
    }

    /** What the steps are made of. */
    record Parts(
            org.larmor.recon.assemble.ScanAssemblies assemblies,
            HeldMemory memory,
            JobQueue queue,
            Reconstruction reconstruction,
            SynthesisSettings frames,
            FrameSynthesis synthesis,
            org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer,
            org.larmor.proto.Topics topics,
            java.time.InstantSource clock) {}

    AssembleVerticle assembleVerticle() {
        return assemble;
    }

    ScheduleVerticle scheduleVerticle() {
        return schedule;
    }

    PublishVerticle publishVerticle() {
        return publish;
    }

    SynthesiseVerticle synthesiseVerticle() {
        return synthesise;
    }

    /** Asked by ingest before every poll: whether no more of a partition is to be read for now. */
    boolean isFull(int partition) {
        return backlog.isFull() || schedule.isFull() || memory.isFull(partition);
    }

    /** From ingest: records in the order of their partitions. */
    void assemble(List<Arrival> arrivals, long bytes) {
        backlog.add(bytes);
        assemble.accept(arrivals, () -> backlog.remove(bytes));
    }

    /** From assemble: what came of an arrival. */
    private void follow(Outcome outcome) {
        switch (outcome) {
            case Outcome.Job job -> schedule.offer(job.job());
            case Outcome.Told told ->
                report(publish.status(told.status()), told.status().scanId());
            case Outcome.Refused refused -> {
                LOG.info("dead letter: {}", refused.letter().reason());
                report(publish.deadLetter(refused.letter()), refused.letter().scanId());
            }
            case Outcome.Over over -> over(over.scanId());
        }
    }

    /** From schedule: a batch for a lane. */
    private Future<List<Picture>> reconstruct(Lane lane, List<ReconJob> batch) {
        Callable<List<Picture>> work = () -> reconstruction.pictures(batch);
        return lane(lane).executeBlocking(work, false);
    }

    private WorkerExecutor lane(Lane lane) {
        return java.util.Objects.requireNonNull(lanes.get(lane));
    }

    /** From reconstruct: a picture. */
    private Future<?> publish(Picture picture) {
        return publish.picture(picture).onSuccess(published -> {
            Uncertainty uncertainty = picture.uncertainty();
            if (uncertainty != null) {
                ReconJob job = picture.job();
                assemble.predicted(job.scanId(), job.index(), job.image().share(), uncertainty.predictedNrmse());
            }
            if (picture.isLast()) {
                published.ifPresent(image -> frames(picture.job(), image));
                assemble.published(picture.job().scanId(), picture.job().index());
            }
        });
    }

    /** From publish: the last picture of an image, which may be a phase of a cine. */
    private void frames(ReconJob job, ReconImage image) {
        if (synthesise.isCine(job.header())) {
            assemble.framing(job.scanId());
            synthesise.offer(
                    new Measured(job.header(), job.order(), job.options().seed(), image));
        }
    }

    private void failed(ReconJob job, Throwable cause) {
        if (!job.cancelled().get()) {
            LOG.error("scan {}, image {}, {} failed", job.scanId(), job.index(), job.step(), cause);
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            assemble.failed(job.scanId(), job.step().stage().label() + " failed: " + reason);
        }
    }

    private void over(String scanId) {
        schedule.forget(scanId);
        synthesise.forget(scanId);
        report(publish.over(scanId).onSuccess(nothing -> finished.accept(scanId)), scanId);
    }

    private void released(String scanId) {
        reconstruction.forget(scanId);
    }

    private static void report(Future<?> sent, String scanId) {
        sent.onFailure(cause -> LOG.error("scan {}: not published", scanId, cause));
    }
}
