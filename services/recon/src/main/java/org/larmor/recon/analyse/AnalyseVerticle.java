package org.larmor.recon.analyse;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.Published;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes published pictures, joins the contrasts of each study, and hands a few maps at a time to the models. */
public final class AnalyseVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyseVerticle.class);
    private static final long LOOK_MILLIS = 100;

    private final StudyJoin join;
    private final AnomalyMaps maps;
    private final MapMaker maker;
    private final Refusals refusals = new Refusals();
    private final int inFlight;
    private final Ends ends;
    private final InstantSource clock;
    private final Promise<Void> settled = Promise.promise();
    private int running;
    private int publishing;
    private volatile boolean full;
    private volatile boolean closing;

    /** What comes before and after this step. */
    public interface Ends {
        /** Runs work on a thread of its own. */
        <T> Future<T> work(Callable<T> work);

        /** Hands a map to the broker. */
        Future<?> map(AnomalyMap map);

        /** Hands a status to the broker. */
        Future<?> status(ScanStatus status);

        /** The map of this name is with the broker; it was made of these records. */
        void made(String identity, Collection<Position> of);

        /** These records are not needed any more. */
        void released(List<Position> positions);

        /** The broker took something not: it cannot go on. */
        void failed(Throwable cause);
    }

    /** @param inFlight most maps that are made at a time */
    public AnalyseVerticle(JoinSettings settings, AnomalyMaps maps, int inFlight, Ends ends, InstantSource clock) {
        this.join = new StudyJoin(settings);
        this.maps = maps;
        this.maker = new MapMaker(maps);
        this.inFlight = inFlight;
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LOOK_MILLIS, tick -> pump());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        closing = true;
        return Future.succeededFuture();
    }

    /** From any thread: pictures in the order of their partitions; {@code taken} is told when they wait here. */
    public void offer(List<Published> pictures, Runnable taken) {
        context.runOnContext(nothing -> {
            pictures.forEach(this::admit);
            taken.run();
            pump();
        });
    }

    /** From any thread: whether no more pictures are to be offered. */
    public boolean isFull() {
        return full;
    }

    /** From any thread: maps of these names were made before a restart. */
    public void known(Collection<String> identities) {
        context.runOnContext(nothing -> join.known(identities));
    }

    /** From any thread: other members serve these partitions now. */
    public void revoked(Set<Integer> partitions) {
        context.runOnContext(nothing -> join.forget(partitions));
    }

    /**
     * From any thread: publishes no more. Ends when what was on its way to the broker is there and has been told as {@link Ends#made}, so that
     * a successor does not make it once more.
     */
    public Future<Void> settle() {
        closing = true;
        context.runOnContext(nothing -> settleIfDone());
        return settled.future();
    }

    private void settleIfDone() {
        if (closing && publishing == 0) {
            settled.tryComplete();
        }
    }

    private void admit(Published published) {
        switch (Admission.of(published.picture().tag(), maps::unfit)) {
            case Admission.Taken taken -> join.take(StudyPicture.of(published, taken.contrast()), clock.millis());
            case Admission.Ignored ignored -> ends.released(List.of(published.position()));
            case Admission.Refused refused -> {
                var image = published.picture().image();
                with(refuse(image.scanId(), "", refused.reason()), () -> ends.released(List.of(published.position())));
            }
        }
    }

    private void pump() {
        Optional<MapJob> next = room();
        while (next.isPresent()) {
            MapJob job = next.get();
            running++;
            ends.work(() -> maker.make(job, () -> closing))
                    .onComplete(made -> context.runOnContext(nothing -> {
                        running--;
                        if (closing) {
                            return;
                        }
                        if (made.succeeded()) {
                            publish(job, made.result());
                        } else {
                            broken(job, made.cause());
                        }
                        pump();
                    }));
            next = room();
        }
        List<Position> released = join.released();
        if (!released.isEmpty()) {
            ends.released(released);
        }
        full = join.isFull();
    }

    private Optional<MapJob> room() {
        return running < inFlight && !closing ? join.next(clock.millis()) : Optional.empty();
    }

    /** The map and the refusals of single pictures; when all is with the broker the job is over. */
    private void publish(MapJob job, MapMaker.Result result) {
        List<Future<?>> sent = new ArrayList<>();
        result.map().ifPresent(map -> sent.add(ends.map(map)));
        result.refused()
                .forEach((picture, reason) -> sent.add(refuse(
                        picture.source().scanId(), "slice " + picture.index().slice() + ": ", reason)));
        with(Future.join(sent), () -> over(job));
    }

    /** A map that cannot be made is told as refused: it would fail again. */
    private void broken(MapJob job, Throwable cause) {
        if (cause instanceof CancellationException) {
            return;
        }
        String scan = job.shown().source().scanId();
        LOG.error(
                "scan {}: no anomaly map of slice {}", scan, job.shown().index().slice(), cause);
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        with(refuse(scan, "", reason.lines().findFirst().orElse("")), () -> over(job));
    }

    private void over(MapJob job) {
        ends.made(
                job.identity(),
                job.pictures().stream().map(StudyPicture::position).toList());
        join.done(job);
        pump();
    }

    private Future<?> refuse(String scanId, String where, String reason) {
        return refusals.isNew(scanId, reason)
                ? ends.status(Refusals.status(scanId, where + reason, clock.millis()))
                : Future.succeededFuture();
    }

    private void with(Future<?> sent, Runnable then) {
        publishing++;
        sent.onComplete(done -> context.runOnContext(nothing -> {
            publishing--;
            if (done.succeeded()) {
                then.run();
            } else {
                ends.failed(done.cause());
            }
            settleIfDone();
        }));
    }
}
