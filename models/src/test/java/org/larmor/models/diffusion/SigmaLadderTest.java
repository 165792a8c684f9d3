package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SigmaLadderTest {
    @Test
    void everyLadderFallsFromItsFirstToItsLastLevelAndThenToZero() {
        List<SigmaLadder> ladders = List.of(SigmaLadder.geometric(0.8, 0.01, 9), SigmaLadder.karras(0.8, 0.01, 9, 7));
        for (SigmaLadder ladder : ladders) {
            assertEquals(9, ladder.size());
            assertEquals(0.8, ladder.at(0), 1e-12);
            assertEquals(0.01, ladder.at(8), 1e-12);
            assertEquals(0, ladder.at(9));
            for (int i = 0; i < 9; i++) {
                assertTrue(ladder.at(i + 1) < ladder.at(i), "rung " + i);
            }
        }
    }

    @Test
    void aGeometricLadderKeepsItsRatio() {
        SigmaLadder ladder = SigmaLadder.geometric(1, 0.001, 7);
        for (int i = 0; i < 6; i++) {
            assertEquals(Math.pow(10, -0.5), ladder.at(i + 1) / ladder.at(i), 1e-12);
        }
    }

    @Test
    void aLadderMayHaveOneRung() {
        assertEquals(0.3, SigmaLadder.geometric(0.3, 0.1, 1).at(0));
        assertEquals(0.3, SigmaLadder.karras(0.3, 0.1, 1, 7).at(0), 1e-12);
    }

    @Test
    void refusesLevelsThatDoNotFallOrReachZero() {
        assertThrows(IllegalArgumentException.class, () -> SigmaLadder.of(0.1, 0.1));
        assertThrows(IllegalArgumentException.class, () -> SigmaLadder.of(0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> SigmaLadder.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, SigmaLadder::of);
    }
}
