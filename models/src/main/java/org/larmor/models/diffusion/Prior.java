package org.larmor.models.diffusion;

import java.util.List;
import org.larmor.models.network.Denoiser;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Recipe;

/**
 * A network with everything that is needed to ask it.
 *
 * @param known channels of its {@code known} input
 * @param noiseGain factor on the noise channels
 * @param silentSigma noise level at which, with no noisy input, it gives the posterior mean
 */
record Prior(ResidualNetwork network, List<KnownChannel> known, double noiseGain, double silentSigma, Recipe recipe) {
    /** The posterior mean around the anchors, given what is known; one evaluation an element. */
    Tensor mean(DeviceBatch batch, Tensor anchor) {
        Tensor nothing = anchor.times(0);
        return anchor.plus(network.residual(nothing, batch.each(silentSigma), batch.known(known, anchor)));
    }

    /** The clean picture given a noisy one, around the anchors. {@code knownInput} is {@link DeviceBatch#known}. */
    Denoiser around(Tensor anchor, Tensor knownInput) {
        return (noisy, sigma) -> anchor.plus(network.residual(noisy.minus(anchor), sigma, knownInput));
    }
}
