package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Every readout of a simulated scan in the order in which it is measured. */
final class AcquisitionPlan {
    /** Length of a simulated heartbeat, milliseconds. */
    static final double BEAT_MILLIS = 800;

    /** One readout; {@code row} is -1 for noise. */
    record Step(int slice, int phase, int row, boolean first, boolean last) {
        boolean isNoise() {
            return row < 0;
        }
    }

    private AcquisitionPlan() {}

    static List<Step> of(SimulationSettings settings) {
        List<Step> steps = new ArrayList<>();
        for (int n = 0; n < settings.noiseReadouts(); n++) {
            steps.add(new Step(0, 0, -1, false, false));
        }
        for (int slice = 0; slice < settings.slices(); slice++) {
            slice(settings, slice, steps);
        }
        return steps;
    }

    /** Phases are interleaved: in each heartbeat, every phase measures as many lines as its time allows. */
    private static void slice(SimulationSettings settings, int slice, List<Step> steps) {
        List<List<Integer>> lines = new ArrayList<>();
        int most = 0;
        for (int phase = 0; phase < settings.phases(); phase++) {
            lines.add(lines(settings, slice, phase));
            most = Math.max(most, lines.get(phase).size());
        }
        int segment = segment(settings, most);
        for (int from = 0; from < most; from += segment) {
            for (int phase = 0; phase < settings.phases(); phase++) {
                List<Integer> own = lines.get(phase);
                for (int n = from; n < Math.min(from + segment, own.size()); n++) {
                    steps.add(new Step(slice, phase, own.get(n), n == 0, n == own.size() - 1));
                }
            }
        }
    }

    private static int segment(SimulationSettings settings, int lines) {
        if (settings.phases() == 1) {
            return Math.max(1, lines);
        }
        return Math.max(1, (int) (BEAT_MILLIS / settings.phases() / settings.repetitionTimeMillis()));
    }

    private static List<Integer> lines(SimulationSettings settings, int slice, int phase) {
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
