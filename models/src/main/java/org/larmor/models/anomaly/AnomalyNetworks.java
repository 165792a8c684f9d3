package org.larmor.models.anomaly;

import java.util.Arrays;
import org.larmor.models.network.AskedModule;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;

/**
 * The denoiser and the noisy classifier on the device. Pictures are (element, contrast, y, x); {@code present} (element, contrast) is 1
 * for a contrast that is there. To be called on the device's thread.
 */
final class AnomalyNetworks {
    private final AskedModule denoiser;
    private final AskedModule guidance;

    private AnomalyNetworks(String name, TorchModule denoiser, TorchModule guidance) {
        this.denoiser = new AskedModule(name, "denoiser", denoiser);
        this.guidance = new AskedModule(name, "guidance", guidance);
    }

    /** @throws IllegalArgumentException if this libtorch cannot read one of them; one line */
    static AnomalyNetworks open(AnomalyPackage model, TorchRuntime runtime) {
        return model.open(runtime, (denoiser, guidance) -> new AnomalyNetworks(model.name(), denoiser, guidance));
    }

    /** v of x at a noise level: sqrt(abar) eps - sqrt(1 - abar) x_0 (Salimans and Ho, arXiv 2202.00512). */
    Tensor velocity(Tensor x, double sigma, Tensor present) {
        return denoiser.ask(x.size(1), x, x.perElement(levels(x, sigma)), present);
    }

    /**
     * The classifier of x at a noise level: the gradient of {@code whole} log p(healthy | x) + {@code places} sum log p(no lesion in the
     * patch | x) in as many channels as x has; a lesion's chance in each pixel's patch; log p(healthy | x). Without weights the gradient
     * is 0 and none is taken.
     */
    Tensor judged(Tensor x, double sigma, Tensor present, double whole, double places) {
        Tensor weights = x.perElement(new double[] {whole, places});
        return guidance.askWithGradients(x.size(1) + 2, x, x.perElement(levels(x, sigma)), present, weights);
    }

    private static double[] levels(Tensor x, double sigma) {
        double[] levels = new double[x.size(0)];
        Arrays.fill(levels, sigma);
        return levels;
    }

    void close() {
        denoiser.close();
        guidance.close();
    }
}
