package org.larmor.core.gating;

import java.util.Arrays;
import java.util.Locale;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader;

/**
 * How a free-running acquisition is sorted into cardiac phases.
 *
 * @param source what tells the heartbeats; {@link Source#OFF} leaves the phases as the header's counters have them
 * @param phases cardiac phases, 1 to 256; 0 for as many as the header's phase counter has, or {@value #USUAL_PHASES} where it
 *     has one
 * @param window a beat whose RR interval is off the running median by more than this share of it is set aside
 * @param tickMillis length of a tick of the acquisition clock, milliseconds: 2.5 on most systems
 */
public record GatingSettings(Source source, int phases, double window, double tickMillis) {
    /** Phases of a scan of which nobody says how many: 40 ms each at 75 beats per minute. */
    public static final int USUAL_PHASES = 20;

    /** User parameter of a header: off, auto, ecg or trigger. */
    public static final String SOURCE_PARAMETER = "larmor.gating";

    /** User parameter of a header: cardiac phases to gate into. */
    public static final String PHASES_PARAMETER = "larmor.phases";

    public static final GatingSettings OFF = new GatingSettings(Source.OFF, 0, .25, 2.5);

    private static final int MOST = 256;

    /** What tells when a heartbeat begins. */
    public enum Source {
        /** Nothing: phases are those of the header's counters. */
        OFF,
        /** Triggers where the readouts carry them, or else the ECG. */
        AUTO,
        /** The R waves of ECG waveforms (MRD waveform id 0). */
        ECG,
        /** The time since the last trigger that each readout carries (MRD {@code physiology_time_stamp}). */
        TRIGGER;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException with one line that names the known ones */
        public static Source of(String label) {
            return Arrays.stream(values())
                    .filter(source -> source.label().equals(label))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("gating '" + label + "' is none of off, auto, ecg, trigger"));
        }
    }

    public GatingSettings {
        if (phases < 0 || phases > MOST) {
            throw new IllegalArgumentException("gating into " + phases + " phases: 1 to " + MOST + " are possible");
        }
        if (!(window > 0 && window < 1)) {
            throw new IllegalArgumentException("gating window " + window + " must be between 0 and 1");
        }
        if (!(tickMillis > 0 && tickMillis <= 1000)) {
            throw new IllegalArgumentException(
                    "a clock tick of " + tickMillis + " ms must be above 0 and at most 1000");
        }
    }

    public boolean isOn() {
        return source != Source.OFF;
    }

    /** The same with another source. */
    public GatingSettings with(Source other) {
        return new GatingSettings(other, phases, window, tickMillis);
    }

    /** The same with another number of phases. */
    public GatingSettings withPhases(int other) {
        return new GatingSettings(source, other, window, tickMillis);
    }

    /** The header with the phases that gating gives; as it is where gating is off. Applied twice, the same as once. */
    public ScanHeader applied(ScanHeader h) {
        if (!isOn()) {
            return h;
        }
        int told = h.limits().phase().count();
        int wanted = phases > 0 ? phases : told > 1 ? Math.min(told, MOST) : USUAL_PHASES;
        EncodingLimits l = h.limits();
        return h.withLimits(new EncodingLimits(
                l.step0(),
                l.step1(),
                l.step2(),
                l.average(),
                l.slice(),
                l.contrast(),
                new Limit(0, wanted - 1, 0),
                l.repetition(),
                l.set(),
                l.segment()));
    }
}
