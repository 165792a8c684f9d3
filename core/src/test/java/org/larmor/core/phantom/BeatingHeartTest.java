package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Waveform;
import org.larmor.core.metrics.Score;

class BeatingHeartTest {
    private static SimulatedScan scan(CardiacSettings heart, int phases, MaskKind mask, long seed) {
        return new SimulatedScan(new SimulationSettings(
                "s",
                Anatomy.heart(),
                32,
                32,
                1,
                phases,
                1,
                1,
                mask,
                mask == MaskKind.FULL ? 1 : 4,
                4,
                AcquisitionOrder.LINEAR,
                0,
                0,
                3,
                300,
                heart,
                seed));
    }

    private static List<Readout> readouts(SimulatedScan scan) {
        List<Readout> readouts = new ArrayList<>();
        scan.forEach(event -> {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readouts.add(arrived.readout());
            }
        });
        return readouts;
    }

    @Test
    void theRhythmHasTheMeanTheVariabilityAndTheShareOfEctopicBeatsAskedFor() {
        CardiacSettings settings = new CardiacSettings(CardiacMode.REAL_TIME, 60, .05, .1, 0, true, true);
        double sum = 0;
        double square = 0;
        int regular = 0;
        int early = 0;
        for (long seed = 0; seed < 20; seed++) {
            HeartRhythm rhythm = new HeartRhythm(settings, seed);
            double before = rhythm.at(0).start();
            for (double t = 0; t < 300_000; t = rhythm.at(t).end()) {
                HeartRhythm.Beat beat = rhythm.at(t);
                assertEquals(before, beat.start(), "seed " + seed + ": beats follow each other");
                before = beat.end();
                double interval = beat.end() - beat.start();
                regular += beat.regular() ? 1 : 0;
                early += !beat.regular() && !beat.ectopic() ? 1 : 0;
                sum += beat.regular() ? interval : 0;
                square += beat.regular() ? interval * interval : 0;
                assertTrue(beat.regular() || Math.abs(interval - 1000) > 150, "seed " + seed + ": " + beat);
            }
        }
        double mean = sum / regular;
        assertEquals(1000, mean, 15);
        assertEquals(50, Math.sqrt(square / regular - mean * mean), 5);
        assertEquals(.1, early / (double) (regular + early), .02);
    }

    @Test
    void theMomentRunsFromEachRWaveToTheNext() {
        for (long seed = 0; seed < 20; seed++) {
            HeartRhythm rhythm =
                    new HeartRhythm(new CardiacSettings(CardiacMode.REAL_TIME, 80, .1, .1, 0, true, true), seed);
            for (double t = 0; t < 20_000; t += 7) {
                double here = rhythm.moment(t);
                boolean same = rhythm.at(t).equals(rhythm.at(t + 7));
                assertTrue(here >= 0 && here < 1, "seed " + seed);
                assertTrue(!same || rhythm.moment(t + 7) >= here, "seed " + seed + " at " + t);
            }
        }
    }

    @Test
    void realTimeFramesAreMeasuredOneAfterTheOtherWhileTheHeartGoesOn() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.REAL_TIME, 70, .05, 0, 0, true, true);
        SimulatedScan scan = scan(heart, 30, MaskKind.UNIFORM, 3);
        int frame = 0;
        for (Readout readout : readouts(scan)) {
            assertTrue(readout.counters().phase() - frame <= 1
                    && readout.counters().phase() >= frame);
            frame = readout.counters().phase();
        }
        assertEquals(29, frame);
        double largest = 0;
        for (ImageIndex index : scan.images()) {
            largest = Math.max(largest, scan.moment(index));
        }
        assertTrue(largest > .7, "30 frames of about 30 ms go through most of a beat");
    }

    @Test
    void aRealTimeFrameIsNearTheHeartAtItsMiddle() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.REAL_TIME, 40, 0, 0, 0, true, true);
        SimulatedScan scan = scan(heart, 12, MaskKind.FULL, 3);
        KSpaceAssembler assembler = new KSpaceAssembler("s", AssemblySettings.DEFAULT);
        scan.forEach(assembler::accept);
        for (ImageIndex index : scan.images()) {
            double psnr = Score.of(
                            scan.truth(index),
                            ZeroFilled.rootSumOfSquares(
                                    assembler.snapshot(index).orElseThrow().kspace()))
                    .psnr();
            assertTrue(psnr > 25, index + ": " + psnr + " dB");
        }
    }

    @Test
    void aTriggeredScanStartsEachRoundAtAnRWaveAndItsPhasesAreNotBlurred() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.PROSPECTIVE, 75, .1, .05, 0, true, true);
        SimulatedScan scan = scan(heart, 6, MaskKind.FULL, 2);
        long before = Long.MAX_VALUE;
        int phase = 5;
        for (Readout readout : readouts(scan)) {
            if (readout.counters().phase() < phase) {
                assertEquals(0, readout.timestamps().trigger(), "a round begins with the trigger");
                assertTrue(before > 0);
            }
            before = readout.timestamps().trigger();
            phase = readout.counters().phase();
        }
        KSpaceAssembler assembler = new KSpaceAssembler("s", AssemblySettings.DEFAULT);
        scan.forEach(assembler::accept);
        for (ImageIndex index : scan.images()) {
            float[] picture = ZeroFilled.rootSumOfSquares(
                            assembler.snapshot(index).orElseThrow().kspace())
                    .data();
            assertArrayEquals(scan.truth(index).data(), picture, 1e-5f, index.toString());
        }
    }

    @Test
    void theEcgComesInPiecesThatFollowEachOtherAndNeverAheadOfTheReadouts() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.RETROSPECTIVE, 75, .05, .05, 10, true, true);
        long next = -1;
        long now = 0;
        for (ScanEvent event : scan(heart, 10, MaskKind.FULL, 2)) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                now = arrived.readout().timestamps().acquisition();
            } else if (event instanceof ScanEvent.WaveformArrived told) {
                Waveform waveform = told.waveform();
                assertTrue(next < 0 || waveform.startStamp() == next, "no gap at " + next);
                assertTrue(waveform.startStamp() <= now);
                next = waveform.startStamp() + waveform.samples().length;
            }
        }
        assertTrue(next >= now, "the last readout's beat is covered");
    }

    @Test
    void withoutEcgAndTriggersNothingTellsTheHeartbeat() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.RETROSPECTIVE, 75, 0, 0, 4, false, false);
        SimulatedScan scan = scan(heart, 10, MaskKind.FULL, 2);
        scan.forEach(event -> assertTrue(!(event instanceof ScanEvent.WaveformArrived)));
        assertTrue(
                readouts(scan).stream().allMatch(readout -> readout.timestamps().trigger() == 0));
    }
}
