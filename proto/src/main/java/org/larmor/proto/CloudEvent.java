package org.larmor.proto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ScanStatus;

/**
 * What a record's headers say of it to whoever does not read its value: <a href="https://cloudevents.io">CloudEvents</a> 1.0 in the binary
 * mode of its Kafka binding, and the {@link TraceParent}.
 *
 * <p>The id follows from what the record says, not from when it was said: what is sent or made again has the same id, and two records of one
 * id and source are one event.
 *
 * @param subject the record's key: a scan's id, or a study's; empty where a dead letter knows none
 * @param name what it is, within its subject
 * @param millis when it was said, milliseconds since the epoch
 * @param traceId of the scan, or empty where it has none
 */
public record CloudEvent(Kind kind, String subject, String name, double millis, String traceId) {
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] CONTENT = "application/protobuf".getBytes(UTF_8);

    /** What is said, and by whom. */
    public enum Kind {
        SCAN_RECORD("/larmor/console", "ScanRecord"),
        IMAGE("/larmor/recon", "Image"),
        FRAME("/larmor/recon", "Frame"),
        STATUS("/larmor/recon", "ScanStatus"),
        DEAD_LETTER("/larmor/recon", "DeadLetter"),
        ANOMALY("/larmor/anomaly", "Anomaly"),
        REFUSAL("/larmor/anomaly", "ScanStatus");

        private final byte[] source;
        private final byte[] type;

        Kind(String source, String message) {
            this.source = source.getBytes(UTF_8);
            this.type = ("org.larmor.v1." + message).getBytes(UTF_8);
        }

        /** {@code ce_source}: the part of Larmor that says it. */
        public String source() {
            return new String(source, UTF_8);
        }

        /** {@code ce_type}: the message in the record's value. */
        public String type() {
            return new String(type, UTF_8);
        }
    }

    /** Of where a scan stands: said again, as long as it stands so. */
    public static CloudEvent of(ScanStatus status) {
        ScanStatus.Counts counts = status.counts();
        String stands = status.state() + " " + counts.received() + " " + counts.duplicate() + " " + counts.refused()
                + " " + status.imagesFinished();
        boolean refusal = status.state() == ScanStatus.State.ANOMALY_REFUSED;
        return new CloudEvent(
                refusal ? Kind.REFUSAL : Kind.STATUS,
                status.scanId(),
                refusal ? "no map: " + status.message() : "status " + stands,
                status.time(),
                status.traceId());
    }

    /** Of a record that could not be used, or of one readout in it. */
    public static CloudEvent of(DeadLetter letter) {
        String place = letter.topic() + "-" + letter.partition() + "@" + letter.offset();
        return new CloudEvent(
                Kind.DEAD_LETTER,
                letter.scanId(),
                "refused " + place + (letter.sequence() < 0 ? "" : " readout " + letter.sequence()),
                letter.time(),
                letter.traceId());
    }

    /** {@code ce_id}. */
    public String id() {
        return subject + "/" + name;
    }

    /** All headers of the record, in the order in which they are to be written. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", VERSION);
        headers.put("ce_id", id().getBytes(UTF_8));
        headers.put("ce_source", kind.source);
        headers.put("ce_type", kind.type);
        if (!subject.isEmpty()) {
            headers.put("ce_subject", subject.getBytes(UTF_8));
        }
        headers.put("ce_time", Instant.ofEpochMilli((long) millis).toString().getBytes(UTF_8));
        headers.put("content-type", CONTENT);
        if (!traceId.isEmpty()) {
            headers.put(TraceParent.HEADER, trace().header());
        }
        return headers;
    }

    /** Its step of the trace; a scan's own records are steps of its sending. */
    private TraceParent trace() {
        return kind == Kind.SCAN_RECORD ? TraceParent.root(traceId) : TraceParent.step(traceId, id());
    }
}
