package org.larmor.recon.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.CloudEvent;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;

/** Sends what the anomaly role has to say, on a worker of its own; every future ends when the broker has it. */
public final class MapsVerticle extends VerticleBase {
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final UnaryOperator<String> traces;
    private final InstantSource clock;

    /** @param traces the trace of a scan, empty where it has none */
    public MapsVerticle(
            Producer<byte[], byte[]> producer, Topics topics, UnaryOperator<String> traces, InstantSource clock) {
        this.producer = producer;
        this.topics = topics;
        this.traces = traces;
        this.clock = clock;
    }

    /** From any thread: a map, as published now. */
    public Future<Void> map(AnomalyMap map) {
        return send(topics.anomalies(), () -> {
            AnomalyMap now = map.publishedAt(clock.millis());
            String trace = traces.apply(map.shown().scanId());
            String name = ResultNames.map(map);
            return new Said(
                    new CloudEvent(CloudEvent.Kind.ANOMALY, map.key(), name, now.published(), trace),
                    AnomalyCodec.encode(now));
        });
    }

    /** From any thread: why there is none. */
    public Future<Void> refusal(ScanStatus status) {
        return send(topics.status(), () -> new Said(CloudEvent.of(status), StatusCodec.encode(status)));
    }

    private record Said(CloudEvent event, byte[] value) {}

    private Future<Void> send(String topic, Supplier<Said> what) {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(nothing -> Future.<Void>future(sent -> {
                    Said said = what.get();
                    var record =
                            new ProducerRecord<>(topic, said.event().subject().getBytes(UTF_8), said.value());
                    said.event().headers().forEach(record.headers()::add);
                    producer.send(record, (at, cause) -> {
                        if (cause == null) {
                            sent.complete();
                        } else {
                            sent.fail(cause);
                        }
                    });
                })
                .onComplete(promise));
        return promise.future();
    }
}
