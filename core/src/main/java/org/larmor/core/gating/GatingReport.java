package org.larmor.core.gating;

import java.util.Locale;
import org.larmor.core.gating.GatingSettings.Source;

/**
 * What gating has come to.
 *
 * @param source what tells the heartbeats; {@link Source#OFF} where nothing could
 * @param heartRate median of the latest beats, per minute; 0 where none is known
 * @param beats heartbeats that have ended
 * @param irregular of these, set aside
 * @param binned readouts that have a phase
 * @param estimated of these, in a first or last beat whose other end was not seen
 * @param irregularReadouts readouts of irregular beats, set aside
 * @param lost readouts set aside because no heartbeat was known around them, or no room was left
 * @param waiting readouts whose beat has not ended
 * @param reason why the readouts are not gated, or empty
 */
public record GatingReport(
        Source source,
        double heartRate,
        long beats,
        long irregular,
        long binned,
        long estimated,
        long irregularReadouts,
        long lost,
        long waiting,
        String reason) {
    /** Whether it is known what tells the heartbeats, or that nothing does. */
    public boolean isDecided() {
        return source != Source.OFF || isRefused();
    }

    /** Whether the scan could not be gated, so that all its readouts are in one phase. */
    public boolean isRefused() {
        return !reason.isEmpty();
    }

    /** One line for a person. */
    public String line() {
        if (!isDecided()) {
            return "waiting for heartbeats";
        }
        if (isRefused()) {
            return "not gated, all readouts are in one phase: " + reason;
        }
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT, "gated by %s: %.0f beats per minute, %d beats", source.label(), heartRate, beats));
        append(line, irregular, "irregular beats set aside");
        append(line, irregularReadouts, "readouts of irregular beats set aside");
        append(line, lost, "readouts outside any heartbeat set aside");
        append(line, estimated, "readouts of an incomplete beat placed by the usual length");
        return line.toString();
    }

    /** What a picture's remark says: nothing where every readout has its phase. */
    public String remark() {
        boolean plain = !isDecided() || !isRefused() && irregularReadouts + lost == 0;
        return plain ? "" : line();
    }

    private static void append(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }
}
