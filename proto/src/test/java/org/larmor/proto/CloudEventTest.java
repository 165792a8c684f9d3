package org.larmor.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.CloudEvent.Kind;

class CloudEventTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void saysWhatARecordIsToWhoeverDoesNotReadIt() {
        CloudEvent event = new CloudEvent(Kind.IMAGE, "scan-1", "image 0.0.0.3", 1_763_870_400_125.7, TRACE);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("ce_specversion", "1.0");
        expected.put("ce_id", "scan-1/image 0.0.0.3");
        expected.put("ce_source", "/larmor/recon");
        expected.put("ce_type", "org.larmor.v1.Image");
        expected.put("ce_subject", "scan-1");
        expected.put("ce_time", "2025-11-23T04:00:00.125Z");
        expected.put("content-type", "application/protobuf");
        expected.put(
                "traceparent",
                "00-" + TRACE + "-"
                        + TraceParent.step(TRACE, "scan-1/image 0.0.0.3").spanId() + "-01");
        assertEquals(expected, text(event));
    }

    @Test
    void whatIsSaidAgainLaterIsTheSameEvent() {
        assertEquals(
                new CloudEvent(Kind.FRAME, "s", "frame", 1, TRACE).id(),
                new CloudEvent(Kind.FRAME, "s", "frame", 2, "").id());
        assertEquals(
                CloudEvent.of(status("s", 7, 1)).id(),
                CloudEvent.of(status("s", 7, 2)).id());
        assertNotEquals(
                CloudEvent.of(status("s", 7, 1)).id(),
                CloudEvent.of(status("s", 8, 1)).id());
    }

    @Test
    void aDeadLetterOfNoScanHasAnIdAndNoSubject() {
        Map<String, String> headers = text(CloudEvent.of(new DeadLetter("", -1, "why", "t", 2, 5, new byte[0], 1)));
        assertEquals("/refused t-2@5", headers.get("ce_id"));
        assertFalse(headers.containsKey("ce_subject"));
        assertFalse(headers.containsKey("traceparent"));
        assertEquals(
                "/refused t-2@5 readout 3",
                CloudEvent.of(new DeadLetter("", 3, "why", "t", 2, 5, new byte[0], 1))
                        .id());
    }

    @Test
    void aScansOwnRecordsAreStepsOfItsSending() {
        Map<String, String> headers = text(new CloudEvent(Kind.SCAN_RECORD, "s", "readouts 0-15", 1, TRACE));
        assertEquals("00-" + TRACE + "-" + TRACE.substring(16) + "-01", headers.get("traceparent"));
    }

    /** What docs/topics.md says that they cost. */
    @Test
    void theHeadersOfARecordTakeLessThan400Bytes() {
        String scan = "mri-0123456789abcdef0123456789abcdef";
        for (Kind kind : Kind.values()) {
            int bytes = new CloudEvent(kind, scan, "image 0.0.0.0 preview 12", 1.7e12, TRACE)
                    .headers().entrySet().stream()
                            .mapToInt(header -> header.getKey().length() + header.getValue().length + 3)
                            .sum();
            assertEquals(bytes, Math.clamp(bytes, 250, 400), kind + ": " + bytes);
        }
    }

    private static ScanStatus status(String scan, long received, double time) {
        var counts = new ScanStatus.Counts(received, 0, 0, 0);
        return new ScanStatus(scan, ScanStatus.State.RECEIVING, counts, 1, 0, "", time, null, null, "", List.of());
    }

    private static Map<String, String> text(CloudEvent event) {
        Map<String, String> text = new LinkedHashMap<>();
        event.headers().forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        return text;
    }
}
