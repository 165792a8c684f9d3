package org.larmor.console.send;

import java.security.SecureRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Intake;
import org.larmor.core.domain.Sender;
import org.larmor.proto.TraceParent;
import org.larmor.proto.TraceSpan;

/**
 * One sending of a scan: who sends it, and the trace that its records belong to. A sending that goes on with another is of the same
 * trace.
 */
public record SenderSession(Sender sender, String traceId) {
    private static final RandomGenerator RANDOM = new SecureRandom();

    /** A scan that begins. */
    public static SenderSession begin() {
        return new SenderSession(new Sender(id(), 0), TraceParent.newTrace(RANDOM));
    }

    /** A scan that another sender began, which stands so. */
    public static SenderSession instead(ScanStatus status, Intake intake) {
        String trace = status.traceId().isEmpty() ? TraceParent.newTrace(RANDOM) : status.traceId();
        return new SenderSession(new Sender(id(), intake.sender()), trace);
    }

    /** The sending as a step of the scan's trace: its root, or a part of that where another sender began. */
    TraceSpan span(String scanId, double from, double to, long readouts, long bytes, String error) {
        TraceParent root = TraceParent.root(traceId);
        boolean isRoot = sender.insteadOf() == 0;
        return new TraceSpan(
                isRoot ? root : TraceParent.step(traceId, "sent by " + sender.id()),
                isRoot ? null : root.spanId(),
                "scan sent",
                true,
                from,
                to,
                Map.of("larmor.scan", scanId, "larmor.readouts", readouts, "larmor.bytes", bytes),
                error);
    }

    private static long id() {
        return RANDOM.nextLong(1, Long.MAX_VALUE);
    }
}
