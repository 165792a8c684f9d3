package org.larmor.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;

class CardiacCycleTest {
    private static double wallArea(CardiacCycle cycle) {
        return cycle.epicardium() * cycle.epicardium() - cycle.endocardium() * cycle.endocardium();
    }

    @Test
    void theWallKeepsItsAreaWhileTheCavityContracts() {
        CardiacCycle relaxed = CardiacCycle.at(0, 1);
        CardiacCycle contracted = CardiacCycle.at(.35, 1);

        for (double moment = 0; moment < 1; moment += .01) {
            assertEquals(wallArea(relaxed), wallArea(CardiacCycle.at(moment, 1)), 1e-12, "at " + moment);
        }
        assertEquals(0, relaxed.contraction(), 1e-12);
        assertEquals(1, contracted.contraction(), 1e-12);
        assertTrue(contracted.endocardium() < .7 * relaxed.endocardium());
        assertEquals(0, CardiacCycle.at(.9, 1).contraction(), 1e-12);
    }

    @Test
    void theBrightCavityOfThePictureShrinksAsTheCycleSays() {
        SimulatedScan scan = new SimulatedScan(SimulationSettings.heart("h", 1));

        double before = brightPixels(scan.truth(ImageIndex.FIRST));
        double after = brightPixels(scan.truth(new ImageIndex(0, 0, 7, 0)));

        assertTrue(after < .75 * before, before + " to " + after);
    }

    /** Pixels in the middle of the chest that are as bright as blood. */
    private static double brightPixels(RealImage image) {
        int count = 0;
        for (int row = 48; row < 100; row++) {
            for (int column = 50; column < 110; column++) {
                count += image.data()[row * image.columns() + column] > .7 ? 1 : 0;
            }
        }
        return count;
    }
}
