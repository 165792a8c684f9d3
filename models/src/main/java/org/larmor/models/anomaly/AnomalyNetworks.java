package org.larmor.models.anomaly;

import java.util.Arrays;
import org.larmor.models.network.SignatureCheck;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;

/**
 * The denoiser and the noisy classifier on the device. Pictures are (element, contrast, y, x); {@code present} (element, contrast) is 1
 * for a contrast that is there. To be called on the device's thread.
 */
final class AnomalyNetworks {
    private final String name;
    private final TorchModule denoiser;
    private final TorchModule guidance;

    private AnomalyNetworks(String name, TorchModule denoiser, TorchModule guidance) {
        this.name = name;
        this.denoiser = denoiser;
        this.guidance = guidance;
    }

    /** @throws IllegalArgumentException if this libtorch cannot read one of them; one line */
    static AnomalyNetworks open(AnomalyPackage model, TorchRuntime runtime) {
        TorchModule denoiser = model.openDenoiser(runtime);
        try {
            return new AnomalyNetworks(model.name(), denoiser, model.openGuidance(runtime));
        } catch (RuntimeException e) {
            runtime.onDevice(workspace -> {
                denoiser.close();
                return true;
            });
            throw e;
        }
    }

    /** v of x at a noise level: sqrt(abar) eps - sqrt(1 - abar) x_0 (Salimans and Ho, arXiv 2202.00512). */
    Tensor velocity(Tensor x, double sigma, Tensor present) {
        return checked("denoiser", denoiser, 0, x, x.perElement(levels(x, sigma)), present);
    }

    /**
     * The classifier of x at a noise level: the gradient of {@code whole} log p(healthy | x) + {@code places} sum log p(no lesion in the
     * patch | x) in as many channels as x has; a lesion's chance in each pixel's patch; log p(healthy | x). Without weights the gradient
     * is 0 and none is taken.
     */
    Tensor judged(Tensor x, double sigma, Tensor present, double whole, double places) {
        Tensor weights = x.perElement(new double[] {whole, places});
        return checked("guidance", guidance, 2, x, x.perElement(levels(x, sigma)), present, weights);
    }

    private static double[] levels(Tensor x, double sigma) {
        double[] levels = new double[x.size(0)];
        Arrays.fill(levels, sigma);
        return levels;
    }

    private Tensor checked(String what, TorchModule module, int further, Tensor... inputs) {
        long[] expected = inputs[0].shape();
        expected[1] += further;
        Tensor answer;
        try {
            answer = further > 0 ? module.callWithGradients(inputs) : module.call(inputs);
        } catch (RuntimeException e) {
            throw refused(what, inputs[0], "fails: " + SignatureCheck.reason(e));
        }
        if (!Arrays.equals(answer.shape(), expected)) {
            throw refused(
                    what,
                    inputs[0],
                    "answers " + Arrays.toString(answer.shape()) + ", not " + Arrays.toString(expected));
        }
        return answer;
    }

    private IllegalArgumentException refused(String what, Tensor x, String outcome) {
        return new IllegalArgumentException("model " + name + " has another signature: its " + what
                + " network, asked about pictures " + Arrays.toString(x.shape()) + ", " + outcome);
    }

    void close() {
        denoiser.close();
        guidance.close();
    }
}
