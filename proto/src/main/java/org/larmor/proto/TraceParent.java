package org.larmor.proto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of a Kafka record, as the <a href="https://www.w3.org/TR/trace-context/">W3C</a> writes it:
 * which trace the record belongs to, and which step of it sent the record.
 *
 * <p>Step ids are not drawn but follow from what is said, so that every program knows them without having been told: the sending of a scan,
 * the root of its trace, has the second half of the trace's id; whatever is published of the scan has a digest of its name.
 *
 * @param traceId 32 hexadecimal digits in small letters, not all 0: one for all records of a scan
 * @param spanId 16 of them
 */
public record TraceParent(String traceId, String spanId) {
    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final String TRACE = "(?!0{32})[0-9a-f]{32}";
    private static final String SPAN = "(?!0{16})[0-9a-f]{16}";
    private static final Pattern FORM = Pattern.compile("00-(" + TRACE + ")-(" + SPAN + ")-[0-9a-f]{2}");
    private static final int LENGTH = 55;
    private static final int SPAN_DIGITS = 16;

    public TraceParent {
        if (!traceId.matches(TRACE) || !spanId.matches(SPAN)) {
            throw new IllegalArgumentException("trace " + traceId + ", span " + spanId + " is no W3C trace");
        }
    }

    /** A new trace. */
    public static String newTrace(RandomGenerator random) {
        return hex(random.nextLong(1, Long.MAX_VALUE)) + hex(random.nextLong(1, Long.MAX_VALUE));
    }

    /** The root of a trace: the sending of a scan. */
    public static TraceParent root(String traceId) {
        String half = traceId.substring(SPAN_DIGITS);
        return half.matches(SPAN) ? new TraceParent(traceId, half) : step(traceId, "");
    }

    /** A step of a trace, by a name that no other has. */
    public static TraceParent step(String traceId, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((traceId + " " + name).getBytes(UTF_8));
            return new TraceParent(
                    traceId, hex(Math.max(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A number but 0, 16 digits. */
    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
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
