package org.larmor.core.baseline;

import java.util.Random;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;

/**
 * Compressed sensing with wavelets: the picture that minimises |A x - y|^2 / 2 + lambda |W x|_1 (Lustig et al., MRM 58:1182,
 * 2007), found by FISTA (Beck and Teboulle, SIAM J. Imaging Sci. 2:183, 2009), the wavelet's grid shifted at random in each
 * iteration.
 */
public final class L1Wavelet {
    private final Settings settings;

    public L1Wavelet(Settings settings) {
        this.settings = settings;
    }

    /**
     * How much to regularise, and when to stop.
     *
     * @param lambda weight of the wavelet coefficients' sizes, as a share of {@link DataScale}
     * @param iterations number of iterations
     * @param seed of the random shifts
     * @param threads workers that share the coils
     */
    public record Settings(double lambda, int iterations, long seed, int threads) {
        /** One setting for every mask and acceleration, on the caller's thread. */
        public static final Settings DEFAULT = new Settings(0.0035, 60, 1, 1);

        public Settings {
            if (!(lambda >= 0) || iterations < 0) {
                throw new IllegalArgumentException(
                        "l1-wavelet needs lambda and iterations of 0 or more, not " + lambda + ", " + iterations);
            }
        }
    }

    public ComplexImage reconstruct(KSpace kspace, CoilMaps maps) {
        return reconstruct(kspace, maps, ComplexImage.zeros(kspace.rows(), kspace.columns()));
    }

    /** Reconstructs from a start, for example the preview before this one, which is left as it is. */
    public ComplexImage reconstruct(KSpace kspace, CoilMaps maps, ComplexImage start) {
        InverseProblem problem = InverseProblem.of(kspace, maps, settings.threads());
        var shrinkage = new WaveletShrinkage(kspace.rows(), kspace.columns(), new Random(settings.seed()));
        float step = (float) (1 / problem.norm());
        float threshold = (float) (step * settings.lambda() * DataScale.of(kspace));
        float[] target = problem.target();
        float[] unknown = problem.unknown(start);
        float[] ahead = unknown.clone();
        float[] before = new float[unknown.length];
        float[] gradient = new float[unknown.length];
        double momentum = 1;
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            System.arraycopy(unknown, 0, before, 0, unknown.length);
            problem.normal(ahead, gradient);
            for (int i = 0; i < unknown.length; i++) {
                unknown[i] = ahead[i] - step * (gradient[i] - target[i]);
            }
            shrinkage.apply(unknown, threshold);
            double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            float push = (float) ((momentum - 1) / next);
            for (int i = 0; i < unknown.length; i++) {
                ahead[i] = unknown[i] + push * (unknown[i] - before[i]);
            }
            momentum = next;
        }
        return problem.picture(unknown);
    }
}
