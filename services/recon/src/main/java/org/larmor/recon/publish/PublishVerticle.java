package org.larmor.recon.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ReconImage.Timing;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanTag;
import org.larmor.proto.CloudEvent;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.Result;
import org.larmor.recon.flow.Results;

/**
 * Says what the service has to say, on a worker of its own: what a later record will replace at once, by a producer of its own; what
 * is final as a {@link Result}. Every future ends when the broker has it.
 */
public final class PublishVerticle extends VerticleBase {
    private static final byte[] NOTHING = {};

    private final Producer<byte[], byte[]> producer;
    private final Results results;
    private final Topics topics;
    private final UnaryOperator<String> traces;
    private final InstantSource clock;
    private final Revisions revisions = new Revisions();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, Future<?>> ending = new HashMap<>();
    private final Map<Future<?>, String> underWay = new ConcurrentHashMap<>();
    private final Set<Future<?>> letters = ConcurrentHashMap.newKeySet();

    /** @param traces the trace of a scan, empty where it has none */
    public PublishVerticle(
            Producer<byte[], byte[]> producer,
            Results results,
            Topics topics,
            UnaryOperator<String> traces,
            InstantSource clock) {
        this.producer = producer;
        this.results = results;
        this.topics = topics;
        this.traces = traces;
        this.clock = clock;
    }

    /** From any thread. Gives what was published; a preview that has been overtaken and a picture that nobody waits for are left out. */
    public Future<Optional<ReconImage>> picture(Picture picture) {
        return onWorker(() -> {
            String scanId = picture.job().scanId();
            boolean late = picture.job().order() <= ended.getOrDefault(scanId, -1L);
            OptionalInt revision = late
                    ? OptionalInt.empty()
                    : revisions.next(
                            scanId, picture.job().index(), picture.job().whole());
            return revision.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : publish(
                            image(picture, revision.getAsInt()),
                            ScanTag.of(picture.job().header(), picture.job().index()));
        });
    }

    private Future<Optional<ReconImage>> publish(ReconImage image, ScanTag tag) {
        byte[] value = ImageCodec.encode(image, tag);
        String name = ResultNames.picture(image);
        CloudEvent event = event(
                CloudEvent.Kind.IMAGE, image.scanId(), name, image.timing().published());
        if (!image.last()) {
            return send(topics.previews(), event, value).map(Optional.of(image));
        }
        return say(new Result.Piece(
                        image.scanId(), name, topics.images(), partition(tag.studyId()), value, event.headers()))
                .map(ours -> ours ? Optional.of(image) : Optional.empty());
    }

    private CloudEvent event(CloudEvent.Kind kind, String scanId, String name, double millis) {
        return new CloudEvent(kind, scanId, name, millis, traces.apply(scanId));
    }

    /** All last pictures of a study lie on one partition, so that one member of a group of consumers can join its contrasts. */
    private @Nullable Integer partition(String studyId) {
        return studyId.isEmpty()
                ? null
                : Math.floorMod(
                        studyId.hashCode(),
                        producer.partitionsFor(topics.images()).size());
    }

    private ReconImage image(Picture picture, int revision) {
        var job = picture.job();
        return new ReconImage(
                job.scanId(),
                job.index(),
                picture.stage(),
                revision,
                picture.isLast(),
                job.image().geometry(),
                picture.magnitude(),
                picture.uncertainty(),
                job.image().share(),
                picture.provenance(),
                new Timing(job.firstReadout(), job.latestReadout(), clock.millis()));
    }

    /** From any thread: a frame of a cine, as published now. */
    public Future<?> frame(Frame frame, String studyId) {
        return onWorker(() -> {
            String name = ResultNames.frame(frame);
            Frame now = frame.publishedAt(clock.millis());
            CloudEvent event = event(CloudEvent.Kind.FRAME, frame.scanId(), name, now.published());
            byte[] value = FrameCodec.encode(now, studyId);
            return say(new Result.Piece(frame.scanId(), name, topics.frames(), null, value, event.headers()));
        });
    }

    /** From any thread: the course of a scan that goes on. */
    public Future<Void> status(ScanStatus status) {
        return onWorker(() -> send(topics.status(), CloudEvent.of(status), StatusCodec.encode(status)));
    }

    /**
     * From any thread: nothing more comes of a scan. Said when all that was sent of it before is with the broker.
     *
     * @param last its last status, null where nothing is told
     * @param order that of its jobs: pictures of them are left out from now on
     * @param assembled as in {@link Result.End}
     */
    public Future<?> end(String scanId, @Nullable ScanStatus last, long order, Map<Integer, Long> assembled) {
        return onWorker(() -> {
            revisions.forget(scanId);
            ended.merge(scanId, order, Math::max);
            Future<?> before = all(scanId);
            ending.put(scanId, before);
            byte[] value = last == null ? NOTHING : StatusCodec.encode(last);
            Map<String, byte[]> headers =
                    last == null ? Map.of() : CloudEvent.of(last).headers();
            Future<Boolean> said = before.compose(nothing -> onWorker(() -> {
                ending.remove(scanId, before);
                return result(new Result.End(scanId, topics.status(), value, assembled, headers));
            }));
            return noted(scanId, said);
        });
    }

    /** From any thread: nothing is made of a scan that has ended or was left. */
    public void forget(String scanId) {
        context.runOnContext(nothing -> {
            ended.remove(scanId);
            revisions.forget(scanId);
        });
    }

    /** From any thread. */
    public Future<Void> deadLetter(DeadLetter letter) {
        return onWorker(() -> {
            Future<Void> sent = send(topics.deadLetters(), CloudEvent.of(letter), DeadLetterCodec.encode(letter));
            letters.add(sent);
            return sent.onComplete(done -> letters.remove(sent));
        });
    }

    /** From any thread: ends when every dead letter before is with the broker; fails if one was not taken. */
    public Future<?> letters() {
        return onWorker(() -> Future.all(List.copyOf(letters)));
    }

    /** From any thread: ends when all that was said of a scan before is with the broker, or was not taken. */
    public Future<?> underWay(String scanId) {
        return onWorker(() -> all(scanId));
    }

    private Future<?> all(String scanId) {
        List<Future<?>> sent = underWay.entrySet().stream()
                .filter(each -> each.getValue().equals(scanId))
                .<Future<?>>map(Map.Entry::getKey)
                .toList();
        return Future.join(sent).mapEmpty().otherwiseEmpty();
    }

    /** What a scan of the same name had to say before it comes first. */
    private Future<Boolean> say(Result.Piece piece) {
        Future<?> before = ending.get(piece.scanId());
        return noted(
                piece.scanId(), before == null ? result(piece) : before.compose(nothing -> onWorker(() -> say(piece))));
    }

    private Future<Boolean> result(Result result) {
        return Future.fromCompletionStage(results.publish(result));
    }

    private Future<Void> send(String topic, CloudEvent event, byte[] value) {
        Promise<Void> promise = Promise.promise();
        String key = event.subject();
        var record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        event.headers().forEach(record.headers()::add);
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                promise.complete();
            } else {
                promise.fail(failure);
            }
        });
        return noted(key, promise.future());
    }

    /** It is under way until the broker has it, also while it waits for what is said before it. */
    private <T> Future<T> noted(String scanId, Future<T> sent) {
        underWay.put(sent, scanId);
        return sent.onComplete(done -> underWay.remove(sent));
    }

    private <T> Future<T> onWorker(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(nothing ->
                Future.<T>future(inner -> work.get().onComplete(inner)).onComplete(promise));
        return promise.future();
    }
}
