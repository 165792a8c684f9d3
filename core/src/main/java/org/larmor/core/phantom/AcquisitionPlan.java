package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.phantom.HeartRhythm.Beat;

/** Every readout of a simulated scan in the order in which it is measured, and where in its cycle the heart is then. */
final class AcquisitionPlan {
    /** Moments of the cycle that a free-running scan of one phase has: so finely is the motion told apart within it. */
    private static final int MOMENTS_A_PHASE = 3;

    private static final int REAL_TIME_MOMENTS = 60;
    private static final int MORE_BEATS = 2;

    private final SimulationSettings settings;
    private final HeartRhythm rhythm;
    private final List<Step> steps = new ArrayList<>();
    private final Map<ImageIndex, Integer> moments = new HashMap<>();
    private double clock;

    /**
     * One readout.
     *
     * @param phase what its phase counter says
     * @param row -1 for noise
     * @param millis when, from the scan's beginning
     * @param moment of the cardiac cycle, 0 to {@link #moments} - 1
     */
    record Step(int slice, int phase, int row, boolean first, boolean last, double millis, int moment) {
        boolean isNoise() {
            return row < 0;
        }
    }

    AcquisitionPlan(SimulationSettings settings) {
        this.settings = settings;
        this.rhythm = new HeartRhythm(settings.cardiac(), settings.seed());
        for (int n = 0; n < settings.noiseReadouts(); n++) {
            measure(0, 0, -1, false, false, 0);
        }
        for (int slice = 0; slice < settings.slices(); slice++) {
            slice(slice);
        }
    }

    List<Step> steps() {
        return steps;
    }

    HeartRhythm rhythm() {
        return rhythm;
    }

    /** Into how many moments the cardiac cycle is divided. */
    int moments() {
        if (settings.phases() == 1) {
            return 1;
        }
        return switch (settings.cardiac().mode()) {
            case PROSPECTIVE -> settings.phases();
            case RETROSPECTIVE -> MOMENTS_A_PHASE * settings.phases();
            case REAL_TIME -> REAL_TIME_MOMENTS;
        };
    }

    /** The moment that an image shows. */
    int moment(ImageIndex index) {
        return moments.getOrDefault(index, 0);
    }

    private void slice(int slice) {
        if (settings.phases() == 1) {
            frame(slice, 0, false);
            return;
        }
        switch (settings.cardiac().mode()) {
            case PROSPECTIVE -> prospective(slice);
            case RETROSPECTIVE -> retrospective(slice);
            case REAL_TIME -> {
                for (int frame = 0; frame < settings.phases(); frame++) {
                    frame(slice, frame, true);
                }
            }
        }
    }

    private void measure(int slice, int phase, int row, boolean first, boolean last, int moment) {
        steps.add(new Step(slice, phase, row, first, last, clock, moment));
        clock += settings.repetitionTimeMillis();
    }

    /** Lines one after the other. The picture's moment is the one in the middle. */
    private void frame(int slice, int frame, boolean beating) {
        List<Integer> lines = lines(slice, frame);
        double middle = clock + settings.repetitionTimeMillis() * lines.size() / 2;
        moments.put(new ImageIndex(0, 0, frame, slice), beating ? moment(middle) : 0);
        for (int n = 0; n < lines.size(); n++) {
            measure(slice, frame, lines.get(n), n == 0, n == lines.size() - 1, beating ? moment(clock) : 0);
        }
    }

    private int moment(double millis) {
        return (int) Math.round(rhythm.moment(millis) * moments()) % moments();
    }

    /** Phases are interleaved: after each R wave, every phase measures as many lines as its time allows. */
    private void prospective(int slice) {
        List<List<Integer>> lines = new ArrayList<>();
        int most = 0;
        for (int phase = 0; phase < settings.phases(); phase++) {
            lines.add(lines(slice, phase));
            moments.put(new ImageIndex(0, 0, phase, slice), phase);
            most = Math.max(most, lines.get(phase).size());
        }
        int segment = segment();
        for (int from = 0; from < most; from += segment) {
            waitForHeartbeat();
            for (int phase = 0; phase < settings.phases(); phase++) {
                List<Integer> own = lines.get(phase);
                for (int n = from; n < Math.min(from + segment, own.size()); n++) {
                    measure(slice, phase, own.get(n), n == 0, n == own.size() - 1, phase);
                }
            }
        }
    }

    private void waitForHeartbeat() {
        Beat beat = rhythm.at(clock);
        clock = clock > beat.start() ? beat.end() : beat.start();
    }

    /** In each heartbeat another segment of lines, which is repeated until the next R wave. */
    private void retrospective(int slice) {
        for (int phase = 0; phase < settings.phases(); phase++) {
            moments.put(new ImageIndex(0, 0, phase, slice), MOMENTS_A_PHASE * phase);
        }
        List<Integer> lines = lines(slice, 0);
        int segment = segment();
        int segments = (lines.size() + segment - 1) / segment;
        int asked = settings.cardiac().heartbeats();
        int beats = asked == 0 ? segments + MORE_BEATS : asked;
        boolean first = true;
        for (int beat = 0; beat < beats; beat++) {
            List<Integer> own =
                    lines.subList(beat % segments * segment, Math.min((beat % segments + 1) * segment, lines.size()));
            double end = rhythm.at(clock).end();
            for (int n = 0; clock < end; n++) {
                boolean last = beat == beats - 1 && clock + settings.repetitionTimeMillis() >= end;
                measure(slice, 0, own.get(n % own.size()), first, last, moment(clock));
                first = false;
            }
        }
    }

    private int segment() {
        double phaseMillis = settings.cardiac().intervalMillis() / settings.phases();
        return Math.max(1, (int) (phaseMillis / settings.repetitionTimeMillis()));
    }

    private List<Integer> lines(int slice, int phase) {
        int rows = settings.rows();
        boolean[] mask =
                Masks.lines(settings.mask(), rows, settings.acceleration(), settings.acs(), phase, settings.seed());
        List<Integer> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (mask[row]) {
                lines.add(row);
            }
        }
        switch (settings.order()) {
            case LINEAR -> {}
            case CENTRE_OUT -> lines.sort(Comparator.comparingInt(row -> Math.abs(row - rows / 2)));
            case SHUFFLED -> Collections.shuffle(lines, new Random(settings.seed() + 7919L * slice + phase));
        }
        return lines;
    }
}
