package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenoisingTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.85, 1})
    void theNoiseReachedIsThatOfTheNextLevelWhateverEta(double eta) {
        for (double then = 0; then < 2; then += 0.25) {
            Renoising step = Renoising.between(2, then, eta);
            assertEquals(then, Math.hypot(step.kept() * 2, step.fresh()), 1e-12, "then " + then);
        }
    }

    /** q(x_{t-1} | x_t, x_0) of a chain x_t = alpha_t x_{t-1} + beta_t eps, in the paper's symbols (MC-DDPM's and DDPM's). */
    @Test
    void theAncestralStepIsThePosteriorOfTheForwardOne() {
        for (NoiseSchedule schedule : new NoiseSchedule[] {NoiseSchedule.cosine(1000), new McDdpm().schedule()}) {
            for (int t = 2; t < schedule.steps(); t += 53) {
                double alpha = schedule.signal(t) / schedule.signal(t - 1);
                double now = schedule.noise(t);
                double then = schedule.noise(t - 1);
                double beta = Math.sqrt(now * now - alpha * alpha * then * then);
                double ofNoisy = alpha * then * then / (now * now);
                double ofClean = schedule.signal(t - 1) * beta * beta / (now * now);
                Renoising step = Renoising.between(schedule.sigma(t), schedule.sigma(t - 1), 1);
                assertEquals(ofNoisy * schedule.signal(t) / schedule.signal(t - 1), step.kept(), 1e-9, "t = " + t);
                assertEquals(ofClean / schedule.signal(t - 1), 1 - step.kept(), 1e-9, "t = " + t);
                assertEquals(beta * then / now / schedule.signal(t - 1), step.fresh(), 1e-9, "t = " + t);
            }
        }
    }
}
