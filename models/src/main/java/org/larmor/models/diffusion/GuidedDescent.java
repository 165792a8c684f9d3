package org.larmor.models.diffusion;

import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.Tensor;

/** The way of a family from noise to pictures: its step, down a ladder of noise levels. Evaluations are counted from 0. */
record GuidedDescent(SigmaLadder ladder, GuidedStep step) {
    int evaluations() {
        return ladder.size();
    }

    /** The noise level of the pictures before this evaluation. */
    double sigma(int evaluation) {
        return ladder.at(evaluation);
    }

    /** The pictures after this evaluation, given what the network made of them. */
    Tensor moved(Tensor noisy, Estimate clean, int evaluation, NoiseSource noise) {
        return step.next(noisy, clean, sigma(evaluation), ladder.at(evaluation + 1), noise.draw(evaluation + 1));
    }
}
