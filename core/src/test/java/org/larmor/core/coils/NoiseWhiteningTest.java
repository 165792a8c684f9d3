package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.core.Vectors;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;

class NoiseWhiteningTest {
    private static final int COILS = 4;
    private static final int COUNT = 256;

    @Test
    void makesTheNoiseWhite() {
        for (long seed = 0; seed < 5; seed++) {
            List<Readout> noise = coloured(40, seed);
            double[] covariance = covariance(noise, NoiseWhitening.from(noise));
            for (int i = 0; i < COILS * COILS; i++) {
                double wanted = i % (COILS + 1) == 0 ? 1 : 0;
                assertEquals(wanted, covariance[2 * i], 1e-4, "seed " + seed + ", entry " + i);
                assertEquals(0, covariance[2 * i + 1], 1e-4, "seed " + seed + ", entry " + i);
            }
        }
    }

    @Test
    void whitensNoiseThatItHasNotSeen() {
        double[] covariance = covariance(coloured(80, 100), NoiseWhitening.from(coloured(80, 101)));
        for (int i = 0; i < COILS * COILS; i++) {
            assertEquals(i % (COILS + 1) == 0 ? 1 : 0, covariance[2 * i], 0.05, "entry " + i);
        }
        double partVariance = NoiseWhitening.PART_DEVIATION * NoiseWhitening.PART_DEVIATION;
        assertEquals(1, 2 * partVariance, 1e-12);
    }

    @Test
    void countsOnMoreNoiseWhereTheImagingBandwidthIsLarger() {
        List<Readout> noise = coloured(20, 1);
        float[] samples = noise.getFirst().samples();
        float[] plain = NoiseWhitening.from(noise).apply(samples);
        float[] wide = NoiseWhitening.from(noise, 4).apply(samples);
        for (int i = 0; i < plain.length; i++) {
            assertEquals(plain[i] / 2, wide[i], 1e-5);
        }
    }

    @Test
    void refusesASilentCoilAndACopyOfAnother() {
        List<Readout> silent = List.of(edited(coloured(1, 1).getFirst(), false));
        List<Readout> copied = List.of(edited(coloured(1, 1).getFirst(), true));
        for (List<Readout> noise : List.of(silent, copied)) {
            var reason = assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(noise));
            assertTrue(reason.toString().contains("coil 2 is silent, or a combination"), reason.toString());
        }
    }

    @Test
    void refusesTooLittleNoiseAndNoiseThatIsNotFinite() {
        assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(List.of()));
        Readout few = readout(0, new float[2 * COILS * 3], 3);
        assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(List.of(few)));
        Readout broken = coloured(1, 1).getFirst();
        broken.samples()[5] = Float.NaN;
        var reason = assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(List.of(broken)));
        assertTrue(reason.toString().contains("noise readout 0"), reason.toString());
        assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(coloured(2, 1), 0));
    }

    @Test
    void keepsEverythingButTheSamplesOfAReadout() {
        List<Readout> noise = coloured(3, 1);
        Readout before = noise.get(1);
        Readout after = NoiseWhitening.from(noise).apply(before);
        assertEquals(before.sequence(), after.sequence());
        assertEquals(before.counters(), after.counters());
        assertEquals(before.window(), after.window());
        assertThrows(IllegalArgumentException.class, () -> NoiseWhitening.from(noise)
                .apply(new Readout(
                        7,
                        0,
                        EncodingCounters.line(0),
                        new Readout.SampleWindow(1, 0, 0, 0),
                        Readout.Placement.AXIAL,
                        Readout.Timestamps.NONE,
                        1,
                        new float[2])));
    }

    /** Coil 2 becomes silent, or a copy of coil 1. */
    private static Readout edited(Readout readout, boolean copy) {
        float[] samples = readout.samples().clone();
        for (int i = 0; i < 2 * COUNT; i++) {
            samples[4 * COUNT + i] = copy ? samples[2 * COUNT + i] : 0;
        }
        return readout(0, samples, COUNT);
    }

    private static List<Readout> coloured(int lines, long seed) {
        float[] mixing = Vectors.gaussian(COILS * COILS, 77);
        return IntStream.range(0, lines)
                .mapToObj(line -> {
                    float[] white = Vectors.gaussian(COILS * COUNT, 1000 * seed + line);
                    double[] matrix = new double[mixing.length];
                    for (int i = 0; i < matrix.length; i++) {
                        matrix[i] = 3e-4 * mixing[i];
                    }
                    return readout(line, new CoilMatrix(COILS, COILS, matrix).apply(white), COUNT);
                })
                .toList();
    }

    private static Readout readout(int sequence, float[] samples, int count) {
        return new Readout(
                sequence,
                0,
                EncodingCounters.line(sequence),
                new Readout.SampleWindow(count, count / 2, 0, 0),
                Readout.Placement.AXIAL,
                Readout.Timestamps.NONE,
                COILS,
                samples);
    }

    private static double[] covariance(List<Readout> noise, NoiseWhitening whitening) {
        NoiseCovariance covariance = new NoiseCovariance(COILS);
        noise.forEach(readout -> covariance.add(whitening.apply(readout)));
        return covariance.scaled(1);
    }
}
