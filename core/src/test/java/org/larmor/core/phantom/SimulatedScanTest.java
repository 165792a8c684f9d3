package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanEvent;

class SimulatedScanTest {
    private static SimulationSettings settings(
            Anatomy anatomy, int slices, int phases, MaskKind mask, double noise, int noiseReadouts) {
        return new SimulationSettings(
                "s",
                anatomy,
                48,
                40,
                slices,
                phases,
                4,
                2,
                mask,
                mask == MaskKind.FULL ? 1 : 3,
                8,
                AcquisitionOrder.SHUFFLED,
                noise,
                noiseReadouts,
                5,
                240,
                11);
    }

    private static KSpaceAssembler assemble(SimulatedScan scan) {
        KSpaceAssembler assembler = new KSpaceAssembler("s", AssemblySettings.DEFAULT);
        for (ScanEvent event : scan) {
            Acceptance answer = assembler.accept(event);
            assertTrue(!(answer instanceof Acceptance.Refused), answer.toString());
        }
        assertEquals(scan.images(), assembler.images());
        assertEquals(new Counts(scan.readouts(), 0), Counts.of(assembler));
        return assembler;
    }

    private record Counts(long received, long missing) {
        static Counts of(KSpaceAssembler assembler) {
            return new Counts(assembler.counts().received(), assembler.counts().missing());
        }
    }

    @ParameterizedTest
    @CsvSource({"shepp-logan", "brain", "heart", "knee"})
    void everyLineAndNoNoiseGiveTheTruthBack(String name) {
        Anatomy anatomy =
                switch (name) {
                    case "brain" -> Anatomy.brain(2);
                    case "heart" -> Anatomy.heart();
                    case "knee" -> Anatomy.knee(2);
                    default -> Anatomy.sheppLogan();
                };
        SimulatedScan scan = new SimulatedScan(settings(anatomy, 2, 2, MaskKind.FULL, 0, 0));

        KSpaceAssembler assembler = assemble(scan);

        for (ImageIndex index : scan.images()) {
            AssembledImage image = assembler.snapshot(index).orElseThrow();
            RealImage picture = ZeroFilled.rootSumOfSquares(image.kspace());
            assertArrayEquals(scan.truth(index).data(), picture.data(), 1e-5f, index.toString());
            assertEquals(1, image.share());
        }
    }

    @Test
    void whitenedWithTheNoiseScanTheTruthComesBackButForAFactor() {
        SimulatedScan scan = new SimulatedScan(settings(Anatomy.brain(2), 1, 1, MaskKind.FULL, 1e-5, 400));

        AssembledImage image = assemble(scan).snapshot(ImageIndex.FIRST).orElseThrow();

        float[] truth = scan.truth(ImageIndex.FIRST).data();
        float[] picture = ZeroFilled.rootSumOfSquares(image.kspace()).data();
        double product = 0;
        double square = 0;
        double error = 0;
        for (int i = 0; i < truth.length; i++) {
            product += (double) truth[i] * picture[i];
            square += (double) picture[i] * picture[i];
        }
        double scale = product / square;
        for (int i = 0; i < truth.length; i++) {
            error += Math.pow(truth[i] - scale * picture[i], 2);
        }
        assertTrue(image.whitened());
        assertEquals(1e-5 * Math.sqrt(2), scale, 1e-7);
        assertEquals(0, Math.sqrt(error / product / scale), .005);
    }

    @Test
    void theNoiseIsAsStrongAsAskedFor() {
        SimulatedScan quiet = new SimulatedScan(settings(Anatomy.sheppLogan(), 1, 1, MaskKind.FULL, .05, 50));
        double sum = 0;
        long count = 0;
        double re = 0;
        double im = 0;
        for (ScanEvent event : quiet) {
            if (event instanceof ScanEvent.ReadoutArrived arrived
                    && arrived.readout().is(ReadoutFlag.NOISE_MEASUREMENT)) {
                float[] s = arrived.readout().samples();
                for (float value : s) {
                    sum += value * value;
                }
                count += s.length;
                int coil = s.length / 4;
                for (int i = 0; i < coil; i += 2) {
                    re += s[i] * s[coil + i] + s[i + 1] * s[coil + i + 1];
                    im += s[i + 1] * s[coil + i] - s[i] * s[coil + i + 1];
                }
            }
        }
        double correlation = Math.hypot(re, im) / (sum / 4);
        assertEquals(.05, Math.sqrt(sum / count), .012);
        assertTrue(correlation > .1 && correlation < .9, "correlation of neighbours " + correlation);
    }

    @Test
    void theSameSettingsGiveTheSameEventsEachTime() {
        SimulatedScan scan = new SimulatedScan(settings(Anatomy.heart(), 1, 3, MaskKind.RANDOM, .02, 4));
        List<ScanEvent> first = new ArrayList<>();
        scan.forEach(first::add);
        int n = 0;
        for (ScanEvent event : new SimulatedScan(scan.settings())) {
            if (event instanceof ScanEvent.ReadoutArrived again) {
                var before = assertInstanceOf(ScanEvent.ReadoutArrived.class, first.get(n));
                assertArrayEquals(before.readout().samples(), again.readout().samples());
            }
            n++;
        }
        assertEquals(first.size(), n);
        assertEquals(new ScanEvent.Started(scan.header()), first.get(0));
        assertEquals(new ScanEvent.Ended("s", scan.readouts()), first.get(n - 1));
        assertTrue(first.stream().anyMatch(ScanEvent.WaveformArrived.class::isInstance));
    }

    @Test
    void everyImageIsCompletedByItsLastLine() {
        SimulatedScan scan = new SimulatedScan(settings(Anatomy.heart(), 2, 3, MaskKind.RANDOM, .02, 4));
        KSpaceAssembler assembler = new KSpaceAssembler("s", AssemblySettings.DEFAULT);
        int completed = 0;
        for (ScanEvent event : scan) {
            if (assembler.accept(event) instanceof Acceptance.Taken taken) {
                completed += taken.completed().size();
            }
        }
        assertEquals(6, completed);
    }

    @Test
    void phasesAreMeasuredInTurnsSoThatAllGrowTogether() {
        SimulatedScan scan = new SimulatedScan(settings(Anatomy.heart(), 1, 20, MaskKind.FULL, .02, 4));
        KSpaceAssembler assembler = new KSpaceAssembler("s", AssemblySettings.DEFAULT);
        int half = 0;
        for (ScanEvent event : scan) {
            assembler.accept(event);
            if (half++ > scan.readouts() / 2) {
                break;
            }
        }
        assertEquals(20, assembler.images().size());
    }

    @Test
    void theExpectedMagnitudeIsWhatAFullScanShowsOnAverage() {
        double noise = .3;
        SimulatedScan scan = new SimulatedScan(settings(Anatomy.brain(2), 1, 1, MaskKind.FULL, noise, 2000));

        float[] expected = scan.expected(ImageIndex.FIRST).data();
        float[] truth = scan.truth(ImageIndex.FIRST).data();
        float[] picture = ZeroFilled.rootSumOfSquares(
                        assemble(scan).snapshot(ImageIndex.FIRST).orElseThrow().kspace())
                .data();

        double ratio = 0;
        double withoutNoise = 0;
        for (int i = 0; i < picture.length; i++) {
            ratio += picture[i] * noise * Math.sqrt(2) / expected[i] / picture.length;
            withoutNoise += truth[i] / expected[i] / picture.length;
        }
        assertEquals(1, ratio, .02);
        assertTrue(withoutNoise < .9, "the noise is no small part of it");
    }
}
