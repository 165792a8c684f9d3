package org.larmor.recon.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;

/** Sends what the anomaly role has to say, on a worker of its own; every future ends when the broker has it. */
public final class MapsVerticle extends VerticleBase {
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final InstantSource clock;

    public MapsVerticle(Producer<byte[], byte[]> producer, Topics topics, InstantSource clock) {
        this.producer = producer;
        this.topics = topics;
        this.clock = clock;
    }

    /** From any thread: a map, as published now. */
    public Future<Void> map(AnomalyMap map) {
        return send(topics.anomalies(), map.key(), () -> AnomalyCodec.encode(map.publishedAt(clock.millis())));
    }

    /** From any thread: why there is none. */
    public Future<Void> refusal(ScanStatus status) {
        return send(topics.status(), status.scanId(), () -> StatusCodec.encode(status));
    }

    private Future<Void> send(String topic, String key, Supplier<byte[]> value) {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(nothing -> Future.<Void>future(sent ->
                        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.get()), (at, cause) -> {
                            if (cause == null) {
                                sent.complete();
                            } else {
                                sent.fail(cause);
                            }
                        }))
                .onComplete(promise));
        return promise.future();
    }
}
