package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseScheduleTest {
    static NoiseSchedule[] schedules() {
        return new NoiseSchedule[] {NoiseSchedule.linear(1000, 1e-4, 0.02), NoiseSchedule.cosine(1000)};
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void leadsFromAlmostNoNoiseToAlmostNothingElse(NoiseSchedule schedule) {
        assertTrue(schedule.alphaBar(1) > 0.999);
        assertTrue(schedule.alphaBar(schedule.steps()) < 1e-4);
        for (int t = 2; t <= schedule.steps(); t++) {
            assertTrue(schedule.sigma(t) > schedule.sigma(t - 1), "t = " + t);
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void signalAndNoisePowerSumToOne(NoiseSchedule schedule) {
        for (int t = 1; t <= schedule.steps(); t += 37) {
            double sigma = schedule.sigma(t);
            assertEquals(1, schedule.alphaBar(t) * (1 + sigma * sigma), 1e-12, "t = " + t);
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void respacingKeepsBothEnds(NoiseSchedule schedule) {
        SigmaLadder ladder = schedule.respaced(500, 20);
        assertEquals(20, ladder.size());
        assertEquals(schedule.sigma(500), ladder.at(0));
        assertEquals(schedule.sigma(1), ladder.at(19));
    }

    @Test
    void theCosineScheduleIsHalfwayInTheMiddle() {
        assertEquals(0.5, NoiseSchedule.cosine(1000).alphaBar(500), 0.02);
    }
}
