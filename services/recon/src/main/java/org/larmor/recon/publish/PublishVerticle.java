package org.larmor.recon.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ReconImage.Timing;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanTag;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.recon.flow.Picture;

/** Sends what the service has to say, on a worker of its own; every future ends when the broker has it. */
public final class PublishVerticle extends VerticleBase {
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final InstantSource clock;
    private final Revisions revisions = new Revisions();
    private final Set<Future<?>> outstanding = ConcurrentHashMap.newKeySet();

    public PublishVerticle(Producer<byte[], byte[]> producer, Topics topics, InstantSource clock) {
        this.producer = producer;
        this.topics = topics;
        this.clock = clock;
    }

    /** From any thread. Gives what was published; a preview that has been overtaken is left out. */
    public Future<Optional<ReconImage>> picture(Picture picture) {
        return onWorker(() -> {
            String scanId = picture.job().scanId();
            OptionalInt revision =
                    revisions.next(scanId, picture.job().index(), picture.job().whole());
            if (revision.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            ReconImage image = image(picture, revision.getAsInt());
            ScanTag tag = ScanTag.of(picture.job().header(), image.index());
            byte[] value = ImageCodec.encode(image, tag);
            Future<Void> sent = image.last()
                    ? send(topics.images(), partition(tag.studyId()), scanId, value)
                    : send(topics.previews(), scanId, value);
            return sent.map(Optional.of(image));
        });
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
    public Future<Void> frame(Frame frame, String studyId) {
        return onWorker(() ->
                send(topics.frames(), frame.scanId(), FrameCodec.encode(frame.publishedAt(clock.millis()), studyId)));
    }

    /** From any thread. */
    public Future<Void> status(ScanStatus status) {
        return onWorker(() -> send(topics.status(), status.scanId(), StatusCodec.encode(status)));
    }

    /** From any thread. */
    public Future<Void> deadLetter(DeadLetter letter) {
        return onWorker(() -> send(topics.deadLetters(), letter.scanId(), DeadLetterCodec.encode(letter)));
    }

    /** From any thread: forgets a scan; the future ends when everything sent before is with the broker. */
    public Future<Void> over(String scanId) {
        return onWorker(() -> {
            revisions.forget(scanId);
            return Future.join(List.copyOf(outstanding)).mapEmpty();
        });
    }

    private Future<Void> send(String topic, String key, byte[] value) {
        return send(topic, null, key, value);
    }

    private Future<Void> send(String topic, @Nullable Integer partition, String key, byte[] value) {
        Promise<Void> promise = Promise.promise();
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value), (metadata, failure) -> {
            if (failure == null) {
                promise.complete();
            } else {
                promise.fail(failure);
            }
        });
        outstanding.add(promise.future());
        return promise.future().onComplete(done -> outstanding.remove(promise.future()));
    }

    private <T> Future<T> onWorker(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(nothing ->
                Future.<T>future(inner -> work.get().onComplete(inner)).onComplete(promise));
        return promise.future();
    }
}
