package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;

class NoiseTest {
    private static final int COILS = 2;
    private static final int COLUMNS = 64;

    /** Noise of which the second coil hears the first. */
    private static float[] correlated(Random random) {
        float[] samples = Scans.gaussian(random, 2 * COILS * COLUMNS);
        for (int i = 0; i < 2 * COLUMNS; i++) {
            samples[2 * COLUMNS + i] = 3 * samples[2 * COLUMNS + i] + 2 * samples[i];
        }
        return samples;
    }

    private static List<Readout> scan(Random random) {
        List<Readout> readouts = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            readouts.add(Scans.readout(n, Scans.at(0, 0, 0), COILS, correlated(random), ReadoutFlag.NOISE_MEASUREMENT));
        }
        for (int row = 0; row < COLUMNS; row++) {
            readouts.add(Scans.readout(64 + row, Scans.at(row, 0, 0), COILS, correlated(random)));
        }
        return readouts;
    }

    private static AssembledImage assemble(List<Readout> readouts) {
        KSpaceAssembler assembler =
                Scans.open(Scans.header(COLUMNS, COLUMNS, COLUMNS / 2, Scans.limits(Scans.upTo(COLUMNS), 1, 1), COILS));
        readouts.forEach(readout -> assembler.accept(Scans.event(readout)));
        return assembler.snapshot(ImageIndex.FIRST).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noiseBecomesWhiteWithUnitVarianceAlsoWhereOversamplingIsRemoved(long seed) {
        AssembledImage image = assemble(scan(new Random(seed)));

        float[] data = image.kspace().data();
        int half = data.length / 2;
        double[] sums = new double[4];
        for (int i = 0; i < half; i += 2) {
            sums[0] += data[i] * data[i] + data[i + 1] * data[i + 1];
            sums[1] += data[half + i] * data[half + i] + data[half + i + 1] * data[half + i + 1];
            sums[2] += data[i] * data[half + i] + data[i + 1] * data[half + i + 1];
            sums[3] += data[i] * data[half + i + 1] - data[i + 1] * data[half + i];
        }
        double samples = half / 2.0;
        assertTrue(image.whitened());
        assertEquals(1, sums[0] / samples, .08, "seed " + seed);
        assertEquals(1, sums[1] / samples, .08, "seed " + seed);
        assertEquals(0, Math.hypot(sums[2], sums[3]) / samples, .08, "seed " + seed);
    }

    @Test
    void linesBeforeTheNoiseScanAreWhitenedAlike() {
        List<Readout> readouts = scan(new Random(1));
        List<Readout> noiseLast = new ArrayList<>(readouts);
        Collections.rotate(noiseLast, -64);

        assertArrayEquals(
                assemble(readouts).kspace().data(), assemble(noiseLast).kspace().data(), 1e-6f);
    }

    @Test
    void noiseThatCannotBeWhitenedIsSaidSo() {
        Readout silent = Scans.readout(
                0, Scans.at(0, 0, 0), COILS, new float[2 * COILS * COLUMNS], ReadoutFlag.NOISE_MEASUREMENT);
        Readout line = Scans.readout(1, Scans.at(0, 0, 0), COILS, correlated(new Random(1)));

        AssembledImage image = assemble(List.of(silent, line));

        assertFalse(image.whitened());
        assertTrue(image.remark().startsWith("noise not whitened: "), image.remark());
    }
}
