package org.larmor.console.send;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.CloudEvent;
import org.larmor.proto.ScanRecordCodec;

/** The records of one scan on their way: gathers readouts into records, and holds a bounded number of them in flight. */
final class Outbox {
    static final int RECORD_BYTES = 512 << 10;
    static final int IN_FLIGHT = 32;

    private final Producer<String, byte[]> producer;
    private final String server;
    private final String topic;
    private final String scanId;
    private final SenderSession session;
    private final InstantSource clock = InstantSource.system();
    private final Tally tally;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<Readout> gathered = new ArrayList<>();
    private long gatheredBytes;
    private long readouts;
    private long bytes;
    private boolean begun;

    Outbox(
            Producer<String, byte[]> producer,
            String server,
            String topic,
            String scanId,
            SenderSession session,
            Tally tally) {
        this.tally = tally;
        this.producer = producer;
        this.server = server;
        this.topic = topic;
        this.scanId = scanId;
        this.session = session;
    }

    long readouts() {
        return readouts;
    }

    long bytes() {
        return bytes;
    }

    /** Adds a readout to the next record, which goes when it is large enough. True if it went. */
    boolean add(Readout readout) throws InterruptedException {
        gathered.add(readout);
        gatheredBytes += 4L * readout.samples().length;
        if (gatheredBytes >= RECORD_BYTES) {
            flush();
            return true;
        }
        return false;
    }

    /** Sends what was gathered. */
    void flush() throws InterruptedException {
        if (!gathered.isEmpty()) {
            byte[] record = ScanRecordCodec.encodeReadouts(scanId, gathered, session.sender());
            String name = "readouts " + gathered.getFirst().sequence() + "-"
                    + gathered.getLast().sequence();
            int some = gathered.size();
            readouts += some;
            gathered.clear();
            gatheredBytes = 0;
            post(name, record, some);
        }
    }

    /** Sends one event as a record of its own, after what was gathered. */
    void send(ScanEvent event) throws InterruptedException {
        flush();
        post(name(event), ScanRecordCodec.encode(event, session.sender()), 0);
    }

    /** What an event is called within its scan: who sends the same scan again calls it the same. */
    private String name(ScanEvent event) {
        long insteadOf = session.sender().insteadOf();
        return switch (event) {
            case ScanEvent.Started started ->
                insteadOf == 0 ? "started" : "continued instead of " + Long.toHexString(insteadOf);
            case ScanEvent.ReadoutArrived arrived ->
                "readouts " + arrived.readout().sequence() + "-"
                        + arrived.readout().sequence();
            case ScanEvent.WaveformArrived arrived ->
                "waveform " + arrived.waveform().id() + " at "
                        + arrived.waveform().startStamp();
            case ScanEvent.Ended ended -> "ended";
            case ScanEvent.Aborted aborted -> "aborted";
        };
    }

    private void post(String name, byte[] record, int some) throws InterruptedException {
        throwFailure();
        room.acquire();
        begun = true;
        bytes += record.length;
        try {
            producer.send(told(name, record), (metadata, problem) -> {
                if (problem != null) {
                    failure.compareAndSet(null, problem);
                }
                room.release();
            });
        } catch (KafkaException e) {
            room.release();
            throw lost(e);
        }
        tally.record(some, record.length);
    }

    private ProducerRecord<String, byte[]> told(String name, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, scanId, value);
        var event = new CloudEvent(CloudEvent.Kind.SCAN_RECORD, scanId, name, clock.millis(), session.traceId());
        event.headers().forEach(record.headers()::add);
        return record;
    }

    /** Waits until everything was acknowledged. */
    void settle() throws InterruptedException {
        producer.flush();
        room.acquire(IN_FLIGHT);
        room.release(IN_FLIGHT);
        throwFailure();
    }

    /** Tells, as well as it can, that the scan is given up; only if anything of it was sent. */
    void abort(String reason) {
        if (begun && failure.get() == null) {
            ScanEvent aborted = new ScanEvent.Aborted(scanId, reason);
            try {
                producer.send(told(name(aborted), ScanRecordCodec.encode(aborted, session.sender())));
                producer.flush();
            } catch (KafkaException e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private void throwFailure() {
        Exception problem = failure.get();
        if (problem != null) {
            throw lost(problem);
        }
    }

    private ConsoleException lost(Exception problem) {
        return new ConsoleException(
                "scan " + scanId + " cannot be sent to topic " + topic + " at " + server + ": "
                        + (problem instanceof TimeoutException ? "the broker does not answer" : problem.getMessage()),
                problem);
    }
}
