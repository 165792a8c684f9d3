package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/**
 * The whole pipeline, from the records to what a reader of committed records sees, without a thread: by seed, processes die and sleep
 * anywhere on their way to the broker, partitions wander, zombies go on, services restart, clocks jump, answers are lost, records come
 * twice, damaged and in another order. Then all is left to run, and every picture must be there once, with the pixels of the undisturbed
 * scan. The system property {@value #SEEDS} says how many seeds are tried.
 */
class SimulatedServiceTest {
    private static final String SEEDS = "larmor.simulation.seeds";
    private static final int USUAL = 40;

    /** Two scans of two slices, and a heart of three phases. */
    private static final Map<String, List<ScanEvent>> SCANS =
            Map.of("a", events("a", 2, 1), "b", events("b", 2, 1), "heart", events("heart", 1, 3));

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
    void everyPictureComesOnceAndIsTheSameWhateverHappens() {
        Map<String, Object> undisturbed = new Simulation(0, SCANS, false).run();
        assertEquals(2 + 2 + 3 + 1, undisturbed.size(), undisturbed.toString());
        int seeds = Integer.getInteger(SEEDS, USUAL);
        for (long seed = 1; seed <= seeds; seed++) {
            Simulation simulation = new Simulation(seed, SCANS, true);
            try {
                assertEquals(undisturbed, simulation.run());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", step " + simulation.steps() + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameCourse() {
        Simulation one = new Simulation(7, SCANS, true);
        Simulation other = new Simulation(7, SCANS, true);
        assertEquals(one.run(), other.run());
        assertEquals(one.steps(), other.steps());
    }
}
