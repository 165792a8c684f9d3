package org.larmor.core.gating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.gating.GatingSettings.Source;
import org.larmor.core.gating.RetrospectiveGate.Placed;
import org.larmor.core.phantom.CardiacMode;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.Electrocardiogram;
import org.larmor.core.phantom.HeartRhythm;

class RetrospectiveGateTest {
    private static final int PHASES = 20;
    private static final double TICK = 2.5;
    private static final double REPETITION = 3.2;
    private static final long DAY = (long) (86_400_000 / TICK);
    private static final long FIRST_TICK = DAY - 2_000; // midnight comes 5 s into the scan
    private static final long ROOM = 1 << 20;
    private static final GatingSettings AUTO = GatingSettings.OFF.with(Source.AUTO);

    private static HeartRhythm rhythm(double rate, double variability, double ectopic, long seed) {
        return new HeartRhythm(
                new CardiacSettings(CardiacMode.RETROSPECTIVE, rate, variability, ectopic, 0, true, true), seed);
    }

    private static long stamp(double millis) {
        return (FIRST_TICK + (long) (millis / TICK)) % DAY;
    }

    private static Readout readout(int sequence, double millis, double trigger) {
        return new Readout(
                sequence,
                0,
                EncodingCounters.line(sequence % 64),
                new SampleWindow(2, 1, 0, 0),
                Placement.AXIAL,
                new Timestamps(stamp(millis), (long) (trigger / TICK)),
                1,
                new float[4]);
    }

    /** A scan of some seconds through the gate; which of the two tells the beats is for the caller to say. */
    private static List<Placed> gated(
            RetrospectiveGate gate, HeartRhythm rhythm, double seconds, boolean triggers, boolean ecg, long seed) {
        Electrocardiogram signal = new Electrocardiogram(rhythm, 20, seed);
        List<Placed> placed = new ArrayList<>();
        double told = 0;
        int sequence = 0;
        for (double now = 0; now < 1000 * seconds; now += REPETITION) {
            double trigger = triggers ? now - rhythm.at(now).start() : 0;
            placed.addAll(gate.add(readout(sequence++, now, trigger)));
            for (; ecg && told + 100 <= now; told += 100) {
                placed.addAll(gate.add(signal.piece(stamp(told), told, 40)));
            }
            assertTrue(gate.report().waiting() <= 12_000 / REPETITION + 1, "at " + now);
        }
        placed.addAll(gate.end());
        assertEquals(0, gate.report().waiting());
        assertEachOnce(placed, sequence, "seed " + seed);
        assertTold(gate.report(), placed, "seed " + seed);
        return placed;
    }

    private static void assertEachOnce(List<Placed> placed, int readouts, String where) {
        Set<Long> seen = new HashSet<>();
        placed.forEach(p -> assertTrue(seen.add(p.readout().sequence()), where + ", twice " + p));
        assertEquals(readouts, seen.size(), where);
    }

    private static void assertTold(GatingReport report, List<Placed> placed, String where) {
        assertEquals(placed.stream().filter(Placed::used).count(), report.binned(), where);
        assertEquals(placed.stream().filter(p -> !p.used()).count(), report.irregularReadouts() + report.lost(), where);
    }

    private static double millis(Readout readout) {
        return Math.floorMod(readout.timestamps().acquisition() - FIRST_TICK, DAY) * TICK;
    }

    /** Phases, of how many, by which a readout is off the moment at which the heart was. */
    private static double off(Placed placed, HeartRhythm rhythm) {
        double moment = PHASES * rhythm.moment(millis(placed.readout()));
        double off = Math.abs(placed.readout().counters().phase() - moment);
        return Math.min(off, PHASES - off);
    }

    @ParameterizedTest
    @CsvSource({"75, 0, 0", "60, .05, 0", "110, .04, 0", "75, .05, .1"})
    void byTriggersEachReadoutIsInThePhaseOfTheHeart(double rate, double variability, double ectopic) {
        for (long seed = 0; seed < 50; seed++) {
            HeartRhythm rhythm = rhythm(rate, variability, ectopic, seed);
            RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
            double ticks = 2 * TICK / (60_000 / rate) * PHASES / .7;
            for (Placed placed : gated(gate, rhythm, 20, true, true, seed)) {
                HeartRhythm.Beat beat = rhythm.at(millis(placed.readout()));
                double start = beat.start();
                boolean whole = beat.regular() && rhythm.at(19_990).start() > start;
                if (placed.used()
                        && whole
                        && rhythm.at(millis(placed.readout()) + 6).start() == start) {
                    assertTrue(
                            off(placed, rhythm) <= .5 + ticks,
                            "seed " + seed + ", " + millis(placed.readout()) + " ms: " + off(placed, rhythm));
                }
            }
            assertEquals(Source.TRIGGER, gate.report().source());
            assertEquals(0, gate.report().lost(), "seed " + seed);
        }
    }

    @Test
    void byTheEcgTheyAreWithinAPhaseOfIt() {
        for (long seed = 0; seed < 30; seed++) {
            HeartRhythm rhythm = rhythm(70, .05, 0, seed);
            RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
            long close = gated(gate, rhythm, 20, false, true, seed).stream()
                    .filter(placed -> placed.used() && off(placed, rhythm) <= 1)
                    .count();
            assertEquals(Source.ECG, gate.report().source());
            assertTrue(close >= .97 * 20_000 / REPETITION, "seed " + seed + ": " + close + " " + gate.report());
            assertEquals(
                    rhythm.at(10_000).end() - rhythm.at(10_000).start(),
                    60_000 / gate.report().heartRate(),
                    120);
        }
    }

    @Test
    void readoutsOfEctopicBeatsAndTheirPausesAreSetAsideAndNoOthers() {
        long irregular = 0;
        for (long seed = 0; seed < 50; seed++) {
            HeartRhythm rhythm = rhythm(70, .02, .08, seed);
            RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
            for (Placed placed : gated(gate, rhythm, 30, true, false, seed)) {
                double now = millis(placed.readout());
                HeartRhythm.Beat beat = rhythm.at(now);
                boolean edge = now < beat.start() + 6 || now > beat.end() - 6 || beat.end() > 29_990;
                if (!edge) {
                    assertEquals(beat.regular(), placed.used(), "seed " + seed + ", " + now + " ms");
                }
            }
            irregular += gate.report().irregular();
        }
        assertTrue(irregular > 100, "set aside " + irregular);
    }

    @ParameterizedTest
    @CsvSource({"20, tells 20 beats", "250, tells 250 beats"})
    void atARateThatNoHeartHasAllReadoutsAreInOnePhase(double rate, String reason) {
        for (boolean triggers : new boolean[] {true, false}) {
            RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
            List<Placed> placed = gated(gate, rhythm(rate, 0, 0, 3), 20, triggers, true, 3);
            assertTrue(placed.stream()
                    .allMatch(p -> p.used() && p.readout().counters().phase() == 0));
            assertTrue(gate.report().reason().contains(reason), gate.report().reason());
            assertTrue(
                    gate.report().remark().contains("one phase"), gate.report().remark());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, no readout carries a trigger time stamp and there is no ECG in which a heartbeat can be found",
        "ECG, there is no ECG in which a heartbeat can be found",
        "TRIGGER, no readout carries a trigger time stamp",
    })
    void withoutTriggersAndEcgAllReadoutsAreInOnePhase(Source source, String reason) {
        for (double seconds : new double[] {3, 30}) {
            RetrospectiveGate gate = new RetrospectiveGate(AUTO.with(source), PHASES, ROOM);
            List<Placed> placed = gated(gate, rhythm(70, 0, 0, 1), seconds, false, false, 1);
            assertTrue(placed.stream()
                    .allMatch(p -> p.used() && p.readout().counters().phase() == 0));
            assertEquals(reason, gate.report().reason());
        }
    }

    @Test
    void aSourceThatWasNotAskedForIsNotUsed() {
        RetrospectiveGate gate = new RetrospectiveGate(AUTO.with(Source.ECG), PHASES, ROOM);
        gated(gate, rhythm(70, 0, 0, 1), 10, true, true, 1);
        assertEquals(Source.ECG, gate.report().source());
    }

    @Test
    void intoASinglePhaseNothingWaits() {
        RetrospectiveGate gate = new RetrospectiveGate(AUTO, 1, ROOM);
        assertEquals(1, gate.add(readout(0, 0, 100)).size());
        assertEquals("a single phase was asked for", gate.report().reason());
    }

    @Test
    void aScanOfOneBeatAndAHalfIsGatedAtItsEnd() {
        RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
        HeartRhythm rhythm = rhythm(60, 0, 0, 5);
        List<Placed> placed = gated(gate, rhythm, 2.2, true, false, 5);
        assertFalse(gate.report().isRefused(), gate.report().line());
        assertEquals(0, gate.report().lost());
        assertTrue(gate.report().estimated() > 0);
        placed.forEach(p -> assertTrue(off(p, rhythm) < 1, p.toString()));
    }

    @Test
    void moreThanThereIsRoomForIsCountedNotHeld() {
        long room = 16 * 500;
        RetrospectiveGate gate = new RetrospectiveGate(AUTO.with(Source.TRIGGER), PHASES, room);
        HeartRhythm rhythm = rhythm(40, 0, 0, 2);
        int sequence = 0;
        for (double now = 0; now < 20_000; now += .8) {
            gate.add(readout(sequence++, now, now - rhythm.at(now).start()));
            assertTrue(gate.report().waiting() <= 501, "at " + now);
        }
        gate.end();
        GatingReport report = gate.report();
        assertEquals(sequence, report.binned() + report.irregularReadouts() + report.lost());
        assertTrue(report.lost() > 0 || report.isRefused(), report.line());
    }

    @Test
    void anEcgThatStopsLosesWhatComesAfterButDoesNotHoldIt() {
        HeartRhythm rhythm = rhythm(70, 0, 0, 9);
        Electrocardiogram signal = new Electrocardiogram(rhythm, 20, 9);
        RetrospectiveGate gate = new RetrospectiveGate(AUTO, PHASES, ROOM);
        int sequence = 0;
        double told = 0;
        for (double now = 0; now < 40_000; now += REPETITION) {
            gate.add(readout(sequence++, now, 0));
            for (; told + 100 <= Math.min(now, 15_000); told += 100) {
                gate.add(signal.piece(stamp(told), told, 40));
            }
            assertTrue(gate.report().waiting() * REPETITION <= 12_100, "at " + now);
        }
        gate.end();
        GatingReport report = gate.report();
        assertEquals(sequence, report.binned() + report.lost() + report.irregularReadouts());
        assertEquals(25_000 / REPETITION, report.lost(), 1_200 / REPETITION);
    }

    @Test
    void phasesOutOfOrderAreNamedAndFramesOneAfterTheOtherAreNot() {
        PhaseOrder right = new PhaseOrder(new Limit(1, 4, 0), TICK);
        PhaseOrder wrong = new PhaseOrder(new Limit(1, 4, 0), TICK);
        PhaseOrder frames = new PhaseOrder(new Limit(1, 4, 0), TICK);
        int[] swapped = {0, 2, 1, 3};
        Random random = new Random(4);
        for (int beat = 0; beat < 3; beat++) {
            for (int phase = 0; phase < 4; phase++) {
                double trigger = 200 * phase + 10 * random.nextDouble();
                right.add(readout(0, 0, trigger).withPhase(1 + phase));
                wrong.add(readout(0, 0, trigger).withPhase(1 + swapped[phase]));
            }
        }
        for (int frame = 0; frame < 4; frame++) {
            for (int line = 0; line < 3; line++) {
                frames.add(readout(0, 0, 700 - 200 * frame).withPhase(1 + frame));
            }
        }
        assertEquals("", right.objection());
        assertEquals("", frames.objection());
        assertTrue(wrong.objection().startsWith("phases out of order: phase 3 was measured 20"), wrong.objection());
    }
}
