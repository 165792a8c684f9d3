package org.larmor.console.send;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Intake;
import org.larmor.core.domain.Sender;
import org.larmor.proto.TraceParent;

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

    /** The header {@code traceparent} of one record. */
    byte[] traceParent() {
        return TraceParent.of(traceId, RANDOM).header();
    }

    private static long id() {
        return RANDOM.nextLong(1, Long.MAX_VALUE);
    }
}
