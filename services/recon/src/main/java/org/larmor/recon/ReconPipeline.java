package org.larmor.recon;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Uncertainty;
import org.larmor.recon.assemble.AssembleVerticle;
import org.larmor.recon.assemble.Outcome;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.flow.Results;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.HeldMemory;
import org.larmor.recon.ops.TraceIds;
import org.larmor.recon.publish.PublishVerticle;
import org.larmor.recon.publish.ResultNames;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleVerticle;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.Measured;
import org.larmor.recon.synthesise.SynthesisSettings;
import org.larmor.recon.synthesise.SynthesiseVerticle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

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
    private static final String SCAN = "scan";
    private static final String TRACE = "trace_id";

    private final Backlog backlog;
    private final HeldMemory memory;
    private final AssembleVerticle assemble;
    private final ScheduleVerticle schedule;
    private final Map<Lane, WorkerExecutor> lanes = new EnumMap<>(Lane.class);
    private final Reconstruction reconstruction;
    private final PublishVerticle publish;
    private final SynthesiseVerticle synthesise;
    private final Results results;
    private final TraceIds traces;
    private final ReconListener listener;
    private final InstantSource clock;
    private final Map<String, ScanStatus> lastStatus = new HashMap<>();
    private final Map<String, Long> orders = new HashMap<>();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ReconPipeline(Vertx vertx, Parts parts, Backlog backlog) {
        this.backlog = backlog;
        this.results = parts.results();
        this.memory = parts.memory();
        this.traces = parts.traces();
        this.listener = parts.listener();
        this.clock = parts.clock();
        this.assemble = new AssembleVerticle(parts.assemblies(), this::follow, memory::images, parts.clock());
        this.schedule = new ScheduleVerticle(
                parts.queue(), this::reconstruct, this::publish, this::failed, this::released, memory::snapshots);
        this.reconstruction = parts.reconstruction();
        this.publish = new PublishVerticle(parts.producer(), parts.results(), parts.topics(), traces::of, clock);
        WorkerExecutor frames = vertx.createSharedWorkerExecutor("larmor-frames", 1, 1, TimeUnit.HOURS);
        this.synthesise = new SynthesiseVerticle(
                parts.frames(),
                parts.synthesis(),
                work -> frames.executeBlocking(work, false),
                this::frame,
                assemble::framed);
        for (Lane lane : Lane.values()) {
            String name = "larmor-" + lane.name().toLowerCase(java.util.Locale.ROOT);
            lanes.put(
                    lane, vertx.createSharedWorkerExecutor(name, parts.queue().inFlight(lane) + 1, 1, TimeUnit.HOURS));
        }
    }

    /**
     * What the steps are made of.
     *
     * @param producer for previews, the course of scans and dead letters
     * @param results for what is final: goes with the offsets
     * @param traces of the scans, noted here
     * @param listener told what passes from step to step
     */
    record Parts(
            org.larmor.recon.assemble.ScanAssemblies assemblies,
            HeldMemory memory,
            JobQueue queue,
            Reconstruction reconstruction,
            SynthesisSettings frames,
            FrameSynthesis synthesis,
            org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer,
            Results results,
            org.larmor.proto.Topics topics,
            TraceIds traces,
            ReconListener listener,
            InstantSource clock) {}

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
    void assemble(List<Arrival> arrivals, long bytes, Runnable settled) {
        backlog.add(bytes);
        arrivals.forEach(this::noteTrace);
        listener.arrived(arrivals, bytes);
        assemble.accept(arrivals, () -> {
            backlog.remove(bytes);
            publish.letters().onSuccess(nothing -> settled.run());
        });
    }

    private void noteTrace(Arrival arrival) {
        if (arrival instanceof Arrival.Event event && event.event() instanceof ScanEvent.Started started) {
            traces.note(started.scanId(), event.traceId());
        }
    }

    /** From assemble: what came of an arrival. */
    private void follow(Outcome outcome) {
        switch (outcome) {
            case Outcome.Job job -> job(job.job());
            case Outcome.Told told -> told(told.status());
            case Outcome.Refused refused -> {
                about(LOG.atInfo(), refused.letter().scanId())
                        .log("dead letter: {}", refused.letter().reason());
                listener.refused(refused.letter());
                report(publish.deadLetter(refused.letter()), refused.letter().scanId());
            }
            case Outcome.Over over -> over(over.scanId());
            case Outcome.Left left -> left(left.scanId());
        }
    }

    /** An image whose last picture was published before the scan came here is not made again, unless frames need it. */
    private void job(ReconJob job) {
        String scanId = job.scanId();
        orders.put(scanId, job.order());
        boolean published = job.whole()
                && !ending.contains(scanId)
                && !synthesise.isCine(job.header())
                && results.isPublished(scanId, ResultNames.image(job.index()));
        if (published) {
            assemble.published(scanId, job.index());
        } else {
            schedule.offer(job);
        }
    }

    /** The last status of a scan waits for its {@link Outcome.Over}: they are one. */
    private void told(ScanStatus status) {
        about(LOG.atDebug(), status.scanId()).log("scan {}: {}, {}", status.scanId(), status.state(), status.counts());
        listener.told(status);
        if (status.state().isLast()) {
            lastStatus.put(status.scanId(), status);
        } else {
            report(publish.status(status), status.scanId());
        }
    }

    /** From any thread: no further step is begun. */
    void close() {
        closed = true;
    }

    /** From schedule: a batch for a lane. */
    private Future<List<Picture>> reconstruct(Lane lane, List<ReconJob> batch) {
        if (closed) {
            return Promise.<List<Picture>>promise().future();
        }
        return lane(lane)
                .executeBlocking(() -> made(batch), false)
                .onFailure(cause -> batch.stream().filter(this::isWanted).forEach(listener::failed));
    }

    /** On a thread of the lane. */
    private List<Picture> made(List<ReconJob> batch) {
        String scanId = batch.getFirst().scanId();
        long from = clock.millis();
        try (var scan = MDC.putCloseable(SCAN, scanId);
                var trace = MDC.putCloseable(TRACE, traces.of(scanId))) {
            List<Picture> pictures = reconstruction.pictures(batch);
            listener.made(batch, pictures, new ReconListener.Span(from, clock.millis()));
            return pictures;
        }
    }

    private WorkerExecutor lane(Lane lane) {
        return java.util.Objects.requireNonNull(lanes.get(lane));
    }

    /** From reconstruct: a picture. */
    private Future<?> publish(Picture picture) {
        long from = clock.millis();
        return publish.picture(picture).onFailure(lost(picture.job().scanId())).onSuccess(published -> {
            published.ifPresent(
                    image -> listener.published(picture, image, new ReconListener.Span(from, clock.millis())));
            Uncertainty uncertainty = picture.uncertainty();
            if (uncertainty != null) {
                ReconJob job = picture.job();
                assemble.predicted(job.scanId(), job.index(), job.image().share(), uncertainty.predictedNrmse());
            }
            if (picture.isLast()) {
                published.ifPresent(image -> {
                    frames(picture.job(), image);
                    assemble.published(picture.job().scanId(), picture.job().index());
                });
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

    /** From synthesise: a frame. */
    private Future<?> frame(Frame frame, String studyId) {
        long from = clock.millis();
        return publish.frame(frame, studyId)
                .onFailure(lost(frame.scanId()))
                .onSuccess(nothing -> listener.framed(frame, new ReconListener.Span(from, clock.millis())));
    }

    private boolean isWanted(ReconJob job) {
        return !job.cancelled().get() && !closed;
    }

    /** From schedule: a job that was not made, or not published. */
    private void failed(ReconJob job, Throwable cause) {
        if (isWanted(job)) {
            about(LOG.atError(), job.scanId())
                    .setCause(cause)
                    .log("scan {}, image {}, {} failed: {}", job.scanId(), job.index(), job.step(), reason(cause));
            assemble.failed(job.scanId(), job.step().stage().label() + " failed: " + reason(cause));
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void over(String scanId) {
        schedule.forget(scanId);
        var unused = synthesise.forget(scanId);
        ending.add(scanId);
        ScanStatus status = lastStatus.remove(scanId);
        Long order = orders.remove(scanId);
        report(
                publish.end(scanId, status, order == null ? -1 : order, assemble.assembled())
                        .onComplete(said -> ending.remove(scanId)),
                scanId);
    }

    /** Another serves it now; once nothing of it is under way here, it may also come back. */
    private void left(String scanId) {
        leaving.add(scanId);
        lastStatus.remove(scanId);
        orders.remove(scanId);
        var unused = synthesise.forget(scanId).onSuccess(nothing -> schedule.forget(scanId));
    }

    private void released(String scanId) {
        reconstruction.forget(scanId);
        publish.forget(scanId);
        if (leaving.remove(scanId)) {
            publish.underWay(scanId).onComplete(nothing -> results.gone(scanId));
        }
    }

    private void report(Future<?> sent, String scanId) {
        sent.onFailure(lost(scanId));
    }

    private Handler<Throwable> lost(String scanId) {
        return cause -> {
            about(LOG.atError(), scanId).setCause(cause).log("scan {}: not published: {}", scanId, reason(cause));
            listener.lost(scanId);
        };
    }

    /** A line of the log that belongs to a scan. */
    private LoggingEventBuilder about(LoggingEventBuilder line, String scanId) {
        String trace = traces.of(scanId);
        LoggingEventBuilder named = line.addKeyValue(SCAN, scanId);
        return trace.isEmpty() ? named : named.addKeyValue(TRACE, trace);
    }

    Backlog backlog() {
        return backlog;
    }

    HeldMemory memory() {
        return memory;
    }
}
