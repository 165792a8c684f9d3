package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

    @ParameterizedTest
    @MethodSource("schedules")
    void aNoiseLevelLeadsBackToItsStep(NoiseSchedule schedule) {
        for (int t = 1; t <= schedule.steps(); t += 41) {
            assertEquals(t, schedule.lastBelow(schedule.sigma(t)), "t = " + t);
            assertEquals(schedule.noise(t), schedule.sigma(t) * schedule.signal(t), 1e-12, "t = " + t);
        }
        double first = schedule.sigma(1);
        assertThrows(IllegalArgumentException.class, () -> schedule.lastBelow(first / 2));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void respacedLevelsAreThoseOfTheScheduleItself(NoiseSchedule schedule) {
        SigmaLadder ladder = schedule.respaced(700, 31);
        for (int i = 0; i < ladder.size(); i++) {
            assertEquals(ladder.at(i), schedule.sigma(schedule.lastBelow(ladder.at(i))), "level " + i);
        }
    }

    /** bbar_t^2 = alpha_t^2 bbar_{t-1}^2 + beta_t^2 and = abar_t^2 sum beta_i^2 / abar_i^2, with halved beta. */
    @Test
    void theNoiseOfMcDdpmIsHalfOfWhatPreservesVariance() {
        NoiseSchedule schedule = new McDdpm().schedule();
        double variance = 0;
        double sum = 0;
        double before = 1;
        for (int t = 1; t <= schedule.steps(); t++) {
            double alpha = schedule.signal(t) / before;
            double beta = 0.5 * Math.sqrt(1 - alpha * alpha);
            variance = alpha * alpha * variance + beta * beta;
            sum += beta * beta / Math.pow(schedule.signal(t), 2);
            assertEquals(Math.sqrt(variance), schedule.noise(t), 1e-10, "recursion, t = " + t);
            assertEquals(schedule.signal(t) * Math.sqrt(sum), schedule.noise(t), 1e-8, "sum, t = " + t);
            before = schedule.signal(t);
        }
    }
}
