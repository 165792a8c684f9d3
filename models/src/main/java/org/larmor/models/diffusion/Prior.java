package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.larmor.models.network.Estimate;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.MirroredNetwork;
import org.larmor.models.network.Question;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Recipe;

/**
 * A network with everything that is needed to ask it.
 *
 * @param known channels of its {@code known} input
 * @param noiseGain factor on the noise channels
 * @param silentSigma noise level at which, with no noisy input, it gives the posterior mean
 * @param calibration what makes its deviations true
 */
record Prior(
        ResidualNetwork network,
        List<KnownChannel> known,
        double noiseGain,
        double silentSigma,
        Recipe recipe,
        Calibration calibration) {
    /** The same prior, asked about the mirrored pictures too. */
    Prior mirrored() {
        return new Prior(new MirroredNetwork(network), known, noiseGain, silentSigma, recipe, calibration);
    }

    /** Asks for the posterior mean around the anchors, given what is known; one evaluation an element. */
    Question meanQuestion(DeviceBatch batch, Tensor anchor) {
        return new Question(anchor.times(0), batch.each(silentSigma), batch.known(known, anchor));
    }

    /** The posterior mean from the answer to {@link #meanQuestion}. */
    Estimate mean(Answer answer, DeviceBatch batch, Tensor anchor, int pass) {
        Tensor deviation = answer.deviation();
        return new Estimate(
                anchor.plus(answer.residual()),
                deviation == null ? batch.perElement(batch.each(perPart(recipe.priorSd(pass)))) : deviation);
    }

    /** Asks for the clean picture given a noisy one, around the anchors. */
    Question question(Tensor noisy, double[] sigma, Tensor anchor, Tensor knownInput) {
        return new Question(noisy.minus(anchor), sigma, knownInput);
    }

    /** The clean picture from the answer to {@link #question}. */
    Estimate estimate(Answer answer, DeviceBatch batch, double[] sigma, Tensor anchor) {
        Tensor deviation = answer.deviation();
        return new Estimate(
                anchor.plus(answer.residual()), deviation == null ? batch.perElement(widths(sigma)) : deviation);
    }

    /** Of a network that does not say: its error after all passes, but no more than the noise that it was given. */
    private double[] widths(double[] sigma) {
        double widest = recipe.priorSd(recipe.passes());
        return Arrays.stream(sigma)
                .map(level -> perPart(Math.min(widest, level)))
                .toArray();
    }

    private static double perPart(double complexSd) {
        return complexSd / Math.sqrt(2);
    }
}
