package org.larmor.proto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of a Kafka record, as the <a href="https://www.w3.org/TR/trace-context/">W3C</a> writes it:
 * which trace the record belongs to, and which step of it sent the record.
 *
 * @param traceId 32 hexadecimal digits in small letters, not all 0: one for all records of a scan
 * @param spanId 16 of them: one for each record
 */
public record TraceParent(String traceId, String spanId) {
    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final String TRACE = "(?!0{32})[0-9a-f]{32}";
    private static final String SPAN = "(?!0{16})[0-9a-f]{16}";
    private static final Pattern FORM = Pattern.compile("00-(" + TRACE + ")-(" + SPAN + ")-[0-9a-f]{2}");
    private static final int LENGTH = 55;

    public TraceParent {
        if (!traceId.matches(TRACE) || !spanId.matches(SPAN)) {
            throw new IllegalArgumentException("trace " + traceId + ", span " + spanId + " is no W3C trace");
        }
    }

    /** A new trace. */
    public static String newTrace(RandomGenerator random) {
        return hex(random) + hex(random);
    }

    /** A new step of a trace. */
    public static TraceParent of(String traceId, RandomGenerator random) {
        return new TraceParent(traceId, hex(random));
    }

    /** A number but 0, 16 digits. */
    private static String hex(RandomGenerator random) {
        return String.format(Locale.ROOT, "%016x", random.nextLong(1, Long.MAX_VALUE));
    }

    /** What a header says; empty where it is none, or not of this form. */
    public static Optional<TraceParent> read(byte @Nullable [] header) {
        if (header == null || header.length != LENGTH) {
            return Optional.empty();
        }
        Matcher found = FORM.matcher(new String(header, US_ASCII));
        return found.matches() ? Optional.of(new TraceParent(found.group(1), found.group(2))) : Optional.empty();
    }

    /** The header's value; the trace is recorded (flag 01). */
    public byte[] header() {
        return ("00-" + traceId + "-" + spanId + "-01").getBytes(US_ASCII);
    }
}
