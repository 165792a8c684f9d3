package org.larmor.core.gating;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Waveform;
import org.larmor.core.gating.GatingSettings.Source;

/**
 * Retrospective gating: keeps the readouts of a free-running acquisition until their heartbeat has ended, and then says which
 * cardiac phase each belongs to. Has no IO and no clock; time is that of the readouts and waveforms.
 *
 * <p>With N phases, phase p is the moment p / N of the RR interval, and a readout belongs to the nearest one: the RR interval is
 * divided evenly, systole and diastole scaled alike, as scanners do. So phase 0 is centred at the R wave.
 *
 * <p>Readouts wait for one beat; at the beginning for {@value #BEATS_TO_BEGIN}, until the rate is known and what tells the beats was
 * found to do so. Those of irregular beats are set aside. Those before the first beat and after the last have the place that
 * a beat of the usual length gives them. Where nothing tells the beats within 12 s of scan, or only at a rate that no heart has, all
 * readouts go to phase 0. Nothing waits for more than that time, nor beyond a number of bytes.
 */
public final class RetrospectiveGate {
    static final double SLOWEST_RATE = 30;
    static final double FASTEST_RATE = 220;
    private static final int BEATS_TO_BEGIN = 3;
    private static final double PATIENCE_MILLIS = 12_000;
    private static final double LATENESS_MILLIS = 4_000;
    private static final int ECG_WAVEFORM = 0;

    private final GatingSettings settings;
    private final int phases;
    private final long maximumBytes;
    private final Candidate trigger;
    private final Candidate ecg;
    private final RPeakDetector detector;
    private final AcquisitionClock clock;
    private final Deque<Readout> waiting = new ArrayDeque<>();
    private @Nullable Candidate chosen;
    private String reason = "";
    private long bytes;
    private double newest = Double.NEGATIVE_INFINITY;
    private double latestIrregular = Double.NEGATIVE_INFINITY;
    private long irregularBeats;
    private long binned;
    private long estimated;
    private long irregularReadouts;
    private long lost;

    /** Something that may tell the heartbeats. */
    private record Candidate(Source source, Heartbeats beats) {}

    /**
     * What has become of a readout that waited.
     *
     * @param readout in the phase that it belongs to
     * @param used false if it is to be left out
     */
    public record Placed(Readout readout, boolean used) {}

    /**
     * @param phases cardiac phases, at least 1
     * @param maximumBytes most bytes of samples that may wait
     */
    public RetrospectiveGate(GatingSettings settings, int phases, long maximumBytes) {
        this.settings = settings;
        this.phases = phases;
        this.maximumBytes = maximumBytes;
        this.trigger = new Candidate(Source.TRIGGER, new Heartbeats(settings.window()));
        this.ecg = new Candidate(Source.ECG, new Heartbeats(settings.window()));
        this.detector = new RPeakDetector(settings.tickMillis());
        this.clock = new AcquisitionClock(settings.tickMillis());
        if (phases == 1) {
            reason = "a single phase was asked for";
        }
    }

    /** A piece of a waveform; all but the ECG are left alone. Gives the readouts that wait no more since then, as they came. */
    public List<Placed> add(Waveform waveform) {
        if (waveform.id() != ECG_WAVEFORM || !uses(Source.ECG) || !reason.isEmpty()) {
            return List.of();
        }
        boolean news = false;
        for (double peak : detector.add(clock.continued(waveform))) {
            news |= ecg.beats().begin(peak);
        }
        return news ? beat(ecg) : List.of();
    }

    /** An imaging readout, valid and not here before. Gives the readouts that wait no more since then, as they came. */
    public List<Placed> add(Readout readout) {
        if (!reason.isEmpty()) {
            binned++;
            return List.of(new Placed(readout.withPhase(0), true));
        }
        waiting.addLast(readout);
        bytes += bytes(readout);
        double time = time(readout);
        newest = Math.max(newest, time);
        boolean news = uses(Source.TRIGGER)
                && readout.timestamps().trigger() > 0
                && trigger.beats().begin(time - readout.timestamps().trigger() * settings.tickMillis());
        return news ? beat(trigger) : overdue();
    }

    /** The scan is over: everything that waits. */
    public List<Placed> end() {
        for (double peak : detector.end()) {
            ecg.beats().begin(peak);
        }
        if (reason.isEmpty() && chosen == null) {
            decide();
        }
        Candidate source = chosen;
        return source == null ? all() : release(source.beats(), Double.POSITIVE_INFINITY);
    }

    /** A readout that was given out could not be used after all. */
    public void drop() {
        binned--;
        lost++;
    }

    public GatingReport report() {
        Candidate source = chosen;
        return new GatingReport(
                source == null ? Source.OFF : source.source(),
                source == null ? 0 : source.beats().rate(),
                source == null ? 0 : source.beats().count(),
                irregularBeats,
                binned,
                estimated,
                irregularReadouts,
                lost,
                waiting.size(),
                reason);
    }

    private boolean uses(Source source) {
        return settings.source() == Source.AUTO || settings.source() == source;
    }

    private double time(Readout readout) {
        return clock.millis(readout.timestamps().acquisition());
    }

    private static long bytes(Readout readout) {
        return 4L * readout.samples().length;
    }

    /** A new beat of a source has begun. */
    private List<Placed> beat(Candidate source) {
        boolean second = source == ecg && isUsable(trigger);
        if (chosen == null && !second && source.beats().count() >= BEATS_TO_BEGIN && isUsable(source)) {
            chosen = source;
        }
        return chosen == source ? release(source.beats(), source.beats().last()) : overdue();
    }

    /** A heart's rate, and beats at the time of the readouts. */
    private boolean isUsable(Candidate source) {
        Heartbeats beats = source.beats();
        return beats.count() > 0 && isPossible(beats.rate()) && !waiting.isEmpty() && overlap(beats);
    }

    private static boolean isPossible(double rate) {
        return rate >= SLOWEST_RATE && rate <= FASTEST_RATE;
    }

    private boolean overlap(Heartbeats beats) {
        double usual = beats.medianInterval();
        return beats.last() + usual >= time(waiting.getFirst()) && beats.first() - usual <= newest;
    }

    /** What has waited for too long, or takes too much room. */
    private List<Placed> overdue() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        double waited = newest - time(waiting.getFirst());
        if (chosen == null) {
            if (waited <= PATIENCE_MILLIS && bytes <= maximumBytes) {
                return List.of();
            }
            decide();
        }
        Candidate source = chosen;
        if (source == null) {
            return all();
        }
        List<Placed> aside = new ArrayList<>();
        while (!waiting.isEmpty() && (bytes > maximumBytes || newest - time(waiting.getFirst()) > LATENESS_MILLIS)) {
            lost++;
            aside.add(new Placed(removeFirst(), false));
        }
        return aside;
    }

    /** Chooses among what there is, or finds the reason why nothing will do. */
    private void decide() {
        if (isUsable(trigger)) {
            chosen = trigger;
        } else if (isUsable(ecg)) {
            chosen = ecg;
        } else {
            reason = GatingRefusal.reason(settings.source(), trigger.beats(), ecg.beats());
        }
    }

    private List<Placed> all() {
        List<Placed> all = new ArrayList<>();
        while (!waiting.isEmpty()) {
            all.add(new Placed(removeFirst().withPhase(0), true));
        }
        binned += all.size();
        return all;
    }

    /** All readouts from before {@code until}. */
    private List<Placed> release(Heartbeats beats, double until) {
        List<Placed> released = new ArrayList<>();
        for (int n = waiting.size(); n > 0; n--) {
            Readout readout = removeFirst();
            if (time(readout) >= until) {
                waiting.addLast(readout);
                bytes += bytes(readout);
                continue;
            }
            Heartbeats.Place place = place(beats, readout);
            binned += place == null ? 0 : 1;
            released.add(
                    place == null
                            ? new Placed(readout, false)
                            : new Placed(readout.withPhase(phase(place.fraction())), true));
        }
        return released;
    }

    private Heartbeats.@Nullable Place place(Heartbeats beats, Readout readout) {
        double time = time(readout);
        Heartbeats.Place within = beats.place(time);
        if (within != null && !within.regular()) {
            irregularReadouts++;
            if (within.start() > latestIrregular) {
                latestIrregular = within.start();
                irregularBeats++;
            }
            return null;
        }
        Heartbeats.Place place = within == null ? beats.extrapolated(time) : within;
        if (place == null) {
            lost++;
        } else if (within == null) {
            estimated++;
        }
        return place;
    }

    private int phase(double fraction) {
        return Math.floorMod((int) Math.round(phases * fraction), phases);
    }

    private Readout removeFirst() {
        Readout readout = waiting.removeFirst();
        bytes -= bytes(readout);
        return readout;
    }
}
