package org.larmor.core.gating;

import java.util.Locale;
import org.larmor.core.gating.GatingSettings.Source;

/** Says why a scan cannot be gated. */
final class GatingRefusal {
    private GatingRefusal() {}

    /** One line about whichever of the sources asked for came nearest. */
    static String reason(Source asked, Heartbeats trigger, Heartbeats ecg) {
        if (!trigger.isEmpty()) {
            return reason(trigger, "trigger");
        }
        if (!ecg.isEmpty()) {
            return reason(ecg, "ECG");
        }
        return switch (asked) {
            case TRIGGER -> "no readout carries a trigger time stamp";
            case ECG -> "there is no ECG in which a heartbeat can be found";
            case AUTO, OFF ->
                "no readout carries a trigger time stamp and there is no ECG in which a heartbeat can be found";
        };
    }

    private static String reason(Heartbeats beats, String what) {
        double rate = beats.rate();
        if (beats.count() == 0) {
            return "the " + what + " tells a single heartbeat only";
        }
        if (rate < RetrospectiveGate.SLOWEST_RATE || rate > RetrospectiveGate.FASTEST_RATE) {
            return String.format(
                    Locale.ROOT,
                    "the %s tells %.0f beats per minute, outside %.0f to %.0f",
                    what,
                    rate,
                    RetrospectiveGate.SLOWEST_RATE,
                    RetrospectiveGate.FASTEST_RATE);
        }
        return "the " + what + " tells no heartbeat at the time of the readouts";
    }
}
