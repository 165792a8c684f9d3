package org.larmor.recon.synthesise;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ScanHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the measured phases of cines as frames, and hands one interval at a time to the synthesis. */
public final class SynthesiseVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SynthesiseVerticle.class);

    private final SynthesisSettings settings;
    private final Cines cines;
    private final FrameMaker maker;
    private final Function<Callable<List<Frame>>, Future<List<Frame>>> worker;
    private final BiFunction<Frame, String, Future<?>> publish;
    private final Settled settled;
    private @Nullable Running running;

    /** Told when all that could be synthesised of a cine for now is with the broker. */
    public interface Settled {
        /**
         * On this verticle's thread; must return at once.
         *
         * @param phases measured phases that were handed over since it was told last
         * @param frames frames that were synthesised since then
         * @param remark why there are no more, or empty
         */
        void settled(String scanId, int phases, int frames, String remark);
    }

    /**
     * @param worker makes frames on a thread of its own
     * @param publish hands a frame to the broker, with the pseudonym of the study
     */
    public SynthesiseVerticle(
            SynthesisSettings settings,
            FrameSynthesis synthesis,
            Function<Callable<List<Frame>>, Future<List<Frame>>> worker,
            BiFunction<Frame, String, Future<?>> publish,
            Settled settled) {
        this.settings = settings;
        this.cines = new Cines(settings);
        this.maker = new FrameMaker(synthesis);
        this.worker = worker;
        this.publish = publish;
        this.settled = settled;
    }

    /** From any thread: whether a scan with this header has frames; only then its pictures may be offered. */
    public boolean isCine(ScanHeader header) {
        return CineWish.of(header, settings, 0).isCine();
    }

    /** From any thread: the last picture of an image. */
    public void offer(Measured phase) {
        context.runOnContext(nothing -> {
            cines.offer(phase);
            pump();
        });
    }

    /** From any thread: nobody waits for this scan any more. When the future ends, no further frame of it is published. */
    public Future<Void> forget(String scanId) {
        Promise<Void> forgotten = Promise.promise();
        context.runOnContext(nothing -> {
            cines.forget(scanId);
            Running now = running;
            if (now != null && now.job().scanId().equals(scanId)) {
                now.cancelled().set(true);
            }
            forgotten.complete();
        });
        return forgotten.future();
    }

    private void pump() {
        Optional<CineJob> next = cines.next(running != null);
        while (next.isPresent()) {
            CineJob job = next.get();
            job.between().ifPresentOrElse(between -> synthesise(job, between), () -> over(job, List.of(), ""));
            next = cines.next(running != null);
        }
    }

    private void synthesise(CineJob job, CineJob.Between between) {
        Running now = new Running(job, new AtomicBoolean());
        running = now;
        worker.apply(() -> maker.synthesised(job, between, now.cancelled()::get))
                .onComplete(made -> context.runOnContext(nothing -> {
                    running = null;
                    if (!now.cancelled().get()) {
                        String fault = made.succeeded() ? "" : fault(job, made.cause());
                        over(job, made.succeeded() ? made.result() : List.of(), fault);
                    }
                    pump();
                }));
    }

    private static String fault(CineJob job, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof FrameMaker.NoModelException) {
            job.cine().giveUp(reason);
        } else {
            LOG.warn("scan {}: no frames of an interval: {}", job.scanId(), reason);
        }
        return reason;
    }

    /** Publishes what there is: in one breath, so that no reader sees a gap. */
    private void over(CineJob job, List<Frame> synthesised, String fault) {
        String remark = fault.isEmpty() ? job.cine().fault() : fault;
        String studyId = job.studyId();
        List<Frame> measured = FrameMaker.measured(job, remark.isEmpty() ? "" : "no frames beside it: " + remark);
        Future.join(Stream.concat(measured.stream(), synthesised.stream())
                        .map(frame -> publish.apply(frame, studyId))
                        .toList())
                .onComplete(sent -> context.runOnContext(nothing -> {
                    String reason = sent.succeeded()
                            ? remark
                            : String.valueOf(sent.cause().getMessage());
                    job.cine().published(job.measured().size(), synthesised.size(), reason);
                    if (cines.hold(job.cine())) {
                        job.cine()
                                .settled()
                                .ifPresent(
                                        all -> settled.settled(job.scanId(), all.phases(), all.frames(), all.remark()));
                    }
                }));
    }

    private record Running(CineJob job, AtomicBoolean cancelled) {}
}
