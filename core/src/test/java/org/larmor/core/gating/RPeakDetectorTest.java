package org.larmor.core.gating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.domain.Waveform;

/** ECGs made here, of known R waves: what is found must be those. */
class RPeakDetectorTest {
    private static final double MINUTE = 60_000;
    private static final double LENGTH = MINUTE;
    private static final long FIRST_TICK = 7_000_000;
    private static final double NEAR_MILLIS = 15;

    /** What an ECG is made of; heights as shares of the R wave. */
    private record Signal(
            double rate, double variability, double noise, double drift, double tWave, double gain, double stepMillis) {
        static final Signal PLAIN = new Signal(70, .05, .02, .1, .25, 1000, 2.5);

        List<Double> peaks(Random random) {
            List<Double> peaks = new ArrayList<>();
            double at = 400 * random.nextDouble() + 300;
            while (at < LENGTH - 300) {
                peaks.add(at);
                at += MINUTE / rate * Math.max(.5, 1 + variability * random.nextGaussian());
            }
            return peaks;
        }

        int[] samples(List<Double> peaks, Random random) {
            double[] value = new double[(int) (LENGTH / stepMillis)];
            for (double peak : peaks) {
                bump(value, peak - 165, 25, .12);
                bump(value, peak - 20, 8, -.12);
                bump(value, peak, 10, 1);
                bump(value, peak + 22, 9, -.25);
                bump(value, peak + 290, 50, tWave);
            }
            int[] samples = new int[value.length];
            for (int i = 0; i < samples.length; i++) {
                double wander = drift * Math.sin(2 * Math.PI * i * stepMillis / 3300);
                samples[i] = (int) Math.round(gain * (2 + value[i] + wander + noise * random.nextGaussian()));
            }
            return samples;
        }

        private void bump(double[] value, double middle, double width, double height) {
            int from = (int) Math.max(0, (middle - 6 * width) / stepMillis);
            int to = (int) Math.min(value.length - 1, (middle + 6 * width) / stepMillis);
            for (int i = from; i <= to; i++) {
                double distance = (i * stepMillis - middle) / width;
                value[i] += height * Math.exp(-distance * distance / 2);
            }
        }
    }

    private static List<Double> found(int[] samples, int channels, double stepMillis, int piece) {
        RPeakDetector detector = new RPeakDetector(2.5);
        List<Double> found = new ArrayList<>();
        int count = samples.length / channels;
        for (int from = 0; from < count; from += piece) {
            int length = Math.min(piece, count - from);
            int[] part = new int[channels * length];
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(samples, channel * count + from, part, channel * length, length);
            }
            long stamp = FIRST_TICK + (long) (from * stepMillis / 2.5);
            found.addAll(detector.add(new Waveform(0, stamp, 1000 * stepMillis, channels, part)));
        }
        found.addAll(detector.end());
        return found.stream().map(time -> time - FIRST_TICK * 2.5).toList();
    }

    private static long near(List<Double> these, List<Double> those) {
        return these.stream()
                .filter(a -> those.stream().anyMatch(b -> Math.abs(a - b) <= NEAR_MILLIS))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        // rate, variability, noise, drift, T wave, gain, step
        "70, .05, .02, .1, .25, 1000, 2.5",
        "70, .05, .02, .1, .25, -1000, 2.5",
        "45, .08, .05, .5, .3, 1000, 2.5",
        "120, .05, .05, .3, .3, 1000, 5",
        "180, .03, .03, .2, .2, 200, 1",
        "75, .20, .05, 1.0, .4, 1000, 2.5",
        "70, .05, .10, .2, .3, 1000, 2.5",
        "65, .05, .03, .2, .8, 1000, 4",
    })
    void findsNearlyEveryBeatAndNearlyNothingElse(
            double rate, double variability, double noise, double drift, double tWave, double gain, double step) {
        Signal signal = new Signal(rate, variability, noise, drift, tWave, gain, step);
        long beats = 0;
        long right = 0;
        long found = 0;
        long true_ = 0;
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Double> peaks = signal.peaks(random);
            List<Double> detected = found(signal.samples(peaks, random), 1, step, 37);
            beats += peaks.size();
            right += near(peaks, detected);
            found += detected.size();
            true_ += near(detected, peaks);
        }
        double sensitivity = (double) right / beats;
        double precision = (double) true_ / found;
        assertTrue(
                sensitivity > .99 && precision > .99,
                signal + ": sensitivity " + sensitivity + ", precision " + precision);
    }

    @Test
    void theTimesDoNotDependOnHowTheSignalIsCut() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] samples = Signal.PLAIN.samples(Signal.PLAIN.peaks(random), random);
            assertEquals(found(samples, 1, 2.5, 40), found(samples, 1, 2.5, 333), "seed " + seed);
        }
    }

    @Test
    void severalLeadsOfAnyPolarityAreOneVector() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Double> peaks = Signal.PLAIN.peaks(random);
            int[] one = Signal.PLAIN.samples(peaks, random);
            int[] three = new int[3 * one.length];
            for (int i = 0; i < one.length; i++) {
                three[i] = one[i] / 2;
                three[one.length + i] = -one[i];
                three[2 * one.length + i] = (int) (20 * random.nextGaussian());
            }
            List<Double> detected = found(three, 3, 2.5, 40);
            assertEquals(peaks.size(), near(peaks, detected), "seed " + seed);
            assertEquals(detected.size(), near(detected, peaks), "seed " + seed);
        }
    }

    @Test
    void findsNothingInALeadThatIsOff() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] noise = new int[24_000];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (int) (100 * random.nextGaussian());
            }
            int detected = found(noise, 1, 2.5, 40).size();
            assertTrue(detected <= 3, "seed " + seed + ": " + detected);
            assertEquals(List.of(), found(new int[24_000], 1, 2.5, 40));
        }
    }

    @Test
    void goesOnAfterAGapAndLeavesOutWhatWasHereBefore() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Double> peaks = Signal.PLAIN.peaks(random);
            int[] samples = Signal.PLAIN.samples(peaks, random);
            RPeakDetector detector = new RPeakDetector(2.5);
            List<Double> detected = new ArrayList<>();
            for (int from = 0; from + 40 <= samples.length; from += 40) {
                if (from >= 8_000 && from < 10_000) {
                    continue;
                }
                int[] part = java.util.Arrays.copyOfRange(samples, from, from + 40);
                Waveform waveform = new Waveform(0, FIRST_TICK + from, 2500, 1, part);
                detector.add(waveform).forEach(time -> detected.add(time - FIRST_TICK * 2.5));
                assertEquals(List.of(), detector.add(waveform), "seed " + seed + ", again");
            }
            List<Double> seen = peaks.stream()
                    .filter(peak -> peak < 19_500 || peak > 25_500)
                    .filter(peak -> peak < LENGTH - 800)
                    .toList();
            assertEquals(seen.size(), near(seen, detected), "seed " + seed);
            assertEquals(detected.size(), near(detected, peaks), "seed " + seed);
        }
    }
}
