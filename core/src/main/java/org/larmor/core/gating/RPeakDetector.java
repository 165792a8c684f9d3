package org.larmor.core.gating;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Waveform;

/**
 * Finds the R waves of an ECG while it comes, some tenths of a second later. Takes any number of channels: their slopes' energies
 * are added up, and the R wave is where the vector of all channels is longest, so the leads' polarity does not matter. Peaks
 * within 200 ms of each other are one. Memory is a second of the signal.
 */
public final class RPeakDetector {
    private static final double INTEGRATION_MILLIS = 100;
    private static final double REFRACTORY_MILLIS = 200;
    private static final double GAP_MILLIS = 50;
    private static final double FASTEST_SAMPLE_MILLIS = .1;
    private static final double SLOWEST_SAMPLE_MILLIS = 20;

    private final double tickMillis;
    private final QrsThreshold threshold = new QrsThreshold();
    private Signal signal = new Signal(1, 1);
    private double end = Double.NaN;
    private double latest = Double.NEGATIVE_INFINITY;

    /** @param tickMillis length of a tick of the waveforms' clock, milliseconds */
    public RPeakDetector(double tickMillis) {
        this.tickMillis = tickMillis;
    }

    /**
     * Takes the next piece of the ECG. Pieces that were here are left out; after a gap the filters begin anew.
     *
     * @return times of R waves in milliseconds of the waveforms' clock, ascending over all calls
     */
    public List<Double> add(Waveform waveform) {
        double step = waveform.sampleTimeMicros() / 1000;
        int channels = waveform.channels();
        if (!(step >= FASTEST_SAMPLE_MILLIS && step <= SLOWEST_SAMPLE_MILLIS) || channels < 1) {
            return List.of();
        }
        int count = waveform.samples().length / channels;
        double start = waveform.startStamp() * tickMillis;
        if (start + count * step <= end || start < end - GAP_MILLIS) {
            return List.of();
        }
        if (!(start <= end + GAP_MILLIS) || !signal.is(channels, step)) {
            signal = new Signal(channels, step);
        }
        end = start + count * step;
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signal.push(waveform.samples(), i, count, start + i * step, found);
        }
        return found;
    }

    /** The R waves that are known when nothing more comes. */
    public List<Double> end() {
        List<Double> found = new ArrayList<>();
        signal.flush(found);
        ascending(threshold.end(), found);
        return found;
    }

    private void ascending(List<Double> peaks, List<Double> found) {
        for (double peak : peaks) {
            if (peak > latest) {
                latest = peak;
                found.add(peak);
            }
        }
    }

    /** The filtered ECG since the last gap. */
    private final class Signal {
        private final QrsFilter[] filters;
        private final double step;
        private final MovingAverage integration;
        private final double[] lengths;
        private final double[] times;
        private final int settled;
        private final int refractory;
        private long next;
        private long peak;
        private double height;
        private double floor = Double.POSITIVE_INFINITY;

        Signal(int channels, double step) {
            this.filters = new QrsFilter[channels];
            for (int channel = 0; channel < channels; channel++) {
                filters[channel] = new QrsFilter(step);
            }
            this.step = step;
            this.integration = new MovingAverage(INTEGRATION_MILLIS / step);
            int delay = filters[0].delay() + integration.delay();
            this.settled = 2 * delay;
            this.refractory = (int) Math.ceil(REFRACTORY_MILLIS / step);
            int kept = 2 * (delay + refractory + integration.delay()) + 2;
            this.lengths = new double[kept];
            this.times = new double[kept];
        }

        boolean is(int channels, double otherStep) {
            return filters.length == channels && step == otherStep;
        }

        void push(int[] samples, int at, int count, double time, List<Double> found) {
            double energy = 0;
            double square = 0;
            for (int channel = 0; channel < filters.length; channel++) {
                QrsFilter filter = filters[channel];
                filter.push(samples[channel * count + at]);
                energy += filter.squaredSlope();
                square += filter.value() * filter.value();
            }
            int slot = (int) (next % times.length);
            times[slot] = time;
            lengths[slot] = square;
            double mean = integration.push(energy);
            if (next >= settled) {
                floor = Math.min(floor, mean);
            }
            if (mean > height) {
                height = mean;
                peak = next;
            } else if (next - peak >= refractory) {
                candidate(found);
                height = mean;
                peak = next;
            }
            next++;
        }

        void flush(List<Double> found) {
            candidate(found);
            height = 0;
        }

        /** The R wave of the energy's peak: the longest vector within the integration window. */
        private void candidate(List<Double> found) {
            if (!(height > 0)) {
                return;
            }
            int filterDelay = filters[0].delay();
            long middle = peak - integration.delay();
            long best = middle;
            for (long i = Math.max(0, middle - integration.delay()); i <= Math.min(next - 1, peak); i++) {
                best = lengths[(int) (i % lengths.length)] > lengths[(int) (best % lengths.length)] ? i : best;
            }
            double time = times[(int) (Math.max(0, best - filterDelay) % times.length)];
            ascending(threshold.offer(new QrsThreshold.Peak(time, height, floor)), found);
            floor = Double.POSITIVE_INFINITY;
        }
    }
}
