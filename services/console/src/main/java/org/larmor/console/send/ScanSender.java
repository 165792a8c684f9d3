package org.larmor.console.send;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceSpan;
import org.larmor.proto.access.Access;

/**
 * Sends scans into the readouts topic, each from a thread of its own: the header first, readouts several to a record, the end
 * last; if the source fails, that the scan was aborted. Acknowledged by all replicas, without duplicates, bounded in flight.
 */
public final class ScanSender implements AutoCloseable {
    private static final int ANSWER_MILLIS = 15_000;
    private static final int DELIVERY_MILLIS = 60_000;
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final String server;
    private final Topics topics;
    private final Pacing pacing;
    private final Progress.Listener listener;
    private final Stopwatch stopwatch;
    private final InstantSource clock = InstantSource.system();
    private final Tally tally = new Tally();
    private final TraceSpan.Sink spans;

    /** @param bootstrap HOST:PORT of a Kafka broker that asks nobody who he is */
    public ScanSender(String bootstrap, Topics topics, Pacing pacing, Progress.Listener listener) {
        this(Access.open(bootstrap), topics, pacing, listener);
    }

    /** Sends to this broker. */
    public ScanSender(Access access, Topics topics, Pacing pacing, Progress.Listener listener) {
        this(access, topics, pacing, listener, TraceSpan.Sink.NONE);
    }

    /** The same, and tells whoever collects traces of each scan that was sent. */
    public ScanSender(Access access, Topics topics, Pacing pacing, Progress.Listener listener, TraceSpan.Sink spans) {
        this(connect(access, ANSWER_MILLIS), access.bootstrap(), topics, pacing, listener, Stopwatch.system(), spans);
    }

    /** @param answerMillis how long to wait for the broker to know the topic */
    ScanSender(Access access, Topics topics, Pacing pacing, Progress.Listener listener, int answerMillis) {
        this(
                connect(access, answerMillis),
                access.bootstrap(),
                topics,
                pacing,
                listener,
                Stopwatch.system(),
                TraceSpan.Sink.NONE);
    }

    ScanSender(
            Producer<String, byte[]> producer,
            String server,
            Topics topics,
            Pacing pacing,
            Progress.Listener listener,
            Stopwatch stopwatch,
            TraceSpan.Sink spans) {
        this.spans = spans;
        this.producer = producer;
        this.server = server;
        this.topics = topics;
        this.pacing = pacing;
        this.listener = listener;
        this.stopwatch = stopwatch;
    }

    private static Producer<String, byte[]> connect(Access access, int answerMillis) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.putAll(access.settings());
        settings.put("client.id", "larmor-console");
        settings.put("max.block.ms", answerMillis);
        settings.put("delivery.timeout.ms", DELIVERY_MILLIS);
        settings.put("request.timeout.ms", ANSWER_MILLIS);
        try {
            return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConsoleException("no Kafka broker at " + access.bootstrap() + ": " + cause.getMessage(), e);
        }
    }

    /**
     * Sends a scan and waits until all of it was acknowledged.
     *
     * @return what was sent
     * @throws ConsoleException if the source cannot be read (the scan is then aborted) or the broker does not answer
     * @throws InterruptedException if the thread was interrupted (the scan is then aborted)
     */
    public Progress send(ScanSource source) throws InterruptedException {
        return send(source, SenderSession.begin());
    }

    /** The same in the place of another sender: the source is a {@link RestOfScan}. */
    public Progress send(ScanSource source, SenderSession session) throws InterruptedException {
        Outbox outbox =
                new Outbox(producer, server, topics.readouts(), source.header().scanId(), session, tally);
        Shipment shipment = new Shipment(source, pacing.begin(source.header()), outbox, listener, stopwatch);
        boolean done = false;
        long from = clock.millis();
        tally.scan();
        String reason = "the sender stopped";
        try {
            Progress sent = shipment.send();
            done = true;
            return sent;
        } catch (ConsoleException e) {
            reason = e.reason();
            throw e;
        } finally {
            if (!done) {
                outbox.abort(reason);
            }
            spans.add(session.span(
                    source.header().scanId(),
                    from,
                    clock.millis(),
                    outbox.readouts(),
                    outbox.bytes(),
                    done ? "" : reason));
        }
    }

    /** What it has sent so far. */
    public Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
