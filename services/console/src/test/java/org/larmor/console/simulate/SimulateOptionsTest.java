package org.larmor.console.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.larmor.console.ConsoleException;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulationSettings;

class SimulateOptionsTest {
    private static SimulateOptions with(String anatomy, String mask, double acceleration) {
        return new SimulateOptions(
                anatomy, null, 64, null, null, null, null, mask, acceleration, null, null, null, true, null, 1);
    }

    @Test
    void whatIsNotAskedForIsAsTheAnatomyHasIt() {
        SimulationSettings heart = SimulateOptions.of("heart", 9).scan().settings();

        assertEquals(SimulationSettings.heart("heart-9", 9), heart);
    }

    @Test
    void namesAreAsOnTheCommandLine() {
        SimulationSettings settings =
                with("brain", "partial-fourier", 1.5).scan().settings();

        assertEquals(MaskKind.PARTIAL_FOURIER, settings.mask());
        assertEquals(64, settings.rows());
    }

    @Test
    void refusesNamesAndNumbersThatMakeNoSense() {
        assertEquals(
                "anatomy 'liver' is not one of shepp-logan, brain, heart, knee",
                assertThrows(ConsoleException.class, () -> with("liver", "full", 1)
                                .scan())
                        .getMessage());
        assertEquals(
                "'spiral' is not one of full, uniform, random, variable-density, kt-uniform, kt-random, partial-fourier",
                assertThrows(ConsoleException.class, () -> with("brain", "spiral", 1)
                                .scan())
                        .getMessage());
        assertEquals(
                "cannot simulate this scan: the acceleration R is at least 1",
                assertThrows(ConsoleException.class, () -> with("brain", "full", .5)
                                .scan())
                        .getMessage());
    }
}
