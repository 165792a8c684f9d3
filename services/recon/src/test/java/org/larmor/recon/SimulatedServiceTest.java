package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/**
 * The whole pipeline, from the records to what a reader of committed records sees, without a thread: by seed, processes die and sleep
 * anywhere on their way to the broker, partitions wander, zombies go on, services restart, clocks jump, answers are lost, records come
 * twice, damaged and in another order, while scans come and go. Then all is left to run, and every picture must be there once, with the
 * pixels of the undisturbed scan. Where the broker breaks a promise that must not hold: a proof that does not miss a {@link Flaw} would
 * prove nothing. The system property {@value #SEEDS} says how many seeds are tried; {@code target/simulation.md} what was done to them.
 */
class SimulatedServiceTest {
    private static final String SEEDS = "larmor.simulation.seeds";
    private static final int USUAL = 40;

    /** Six scans of two slices, and two hearts of three phases. */
    private static final Map<String, List<ScanEvent>> SCANS = scans();

    private static final Map<String, Object> UNDISTURBED =
            Simulation.undisturbed(SCANS).run();

    private static Map<String, List<ScanEvent>> scans() {
        Map<String, List<ScanEvent>> scans = new TreeMap<>();
        for (String scanId : List.of("a", "b", "d", "e", "g", "h")) {
            scans.put(scanId, events(scanId, 2, 1));
        }
        for (String heart : List.of("c-heart", "f-heart")) {
            scans.put(heart, events(heart, 1, 3));
        }
        return scans;
    }

    private static List<ScanEvent> events(String scanId, int slices, int phases) {
        List<ScanEvent> events = new ArrayList<>();
        new SimulatedScan(new SimulationSettings(
                        scanId,
                        Anatomy.heart(),
                        8,
                        8,
                        slices,
                        phases,
                        1,
                        1,
                        MaskKind.FULL,
                        1,
                        0,
                        AcquisitionOrder.LINEAR,
                        0,
                        0,
                        5,
                        240,
                        1))
                .forEach(events::add);
        return events;
    }

    @Test
    void everyPictureComesOnceAndIsTheSameWhateverHappens() throws IOException {
        assertEquals(6 * 2 + 2 * (3 + 1), UNDISTURBED.size(), UNDISTURBED.toString());
        int seeds = Integer.getInteger(SEEDS, USUAL);
        Faults faults = new Faults();
        long steps = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            steps += run(seed, Set.of(), faults);
        }
        Files.writeString(
                Path.of("target", "simulation.md"),
                "%,d seeds, %,d steps%n%n| fault | times |%n|---|---|%n%s%n".formatted(seeds, steps, faults));
        for (Fault fault : Fault.values()) {
            assertTrue(faults.of(fault) > 0, "never in " + seeds + " seeds: " + fault);
        }
    }

    /** Gives the number of steps. */
    private static int run(long seed, Set<Flaw> flaws, Faults faults) {
        Simulation simulation = Simulation.disturbed(seed, SCANS, flaws, faults);
        try {
            assertEquals(UNDISTURBED, simulation.run());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", step " + simulation.steps() + ": " + e.getMessage(), e);
        }
        return simulation.steps();
    }

    static Stream<Set<Flaw>> flaws() {
        Set<Flaw> covered = EnumSet.of(Flaw.PENDING_OFFSETS_ARE_PASSED_OVER, Flaw.OPEN_NOTES_ARE_PASSED_OVER);
        return Stream.concat(
                Stream.of(Flaw.values()).filter(flaw -> !covered.contains(flaw)).map(Set::of), Stream.of(covered));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void whereTheBrokerBreaksAPromiseThatIsFoundWithinAsManySeeds(Set<Flaw> flaws) {
        for (long seed = 1; seed <= USUAL; seed++) {
            try {
                run(seed, flaws, new Faults());
            } catch (AssertionError foundOut) {
                return;
            }
        }
        fail("nobody noticed in " + USUAL + " seeds: " + flaws);
    }

    @Test
    void theSameSeedGivesTheSameCourse() {
        Simulation one = Simulation.disturbed(7, SCANS, Set.of(), new Faults());
        Simulation other = Simulation.disturbed(7, SCANS, Set.of(), new Faults());
        assertEquals(one.run(), other.run());
        assertEquals(one.steps(), other.steps());
    }
}
