package org.larmor.core.baseline;

import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.numerics.ConjugateGradient;

/**
 * SENSE by conjugate gradients: the picture that minimises |A x - y|^2 + lambda |x|^2 (Pruessmann et al., MRM 46:638, 2001).
 *
 * <p>As A is made of a unitary transform and of maps of norm 1, lambda needs no scaling to the data.
 */
public final class CgSense {
    private final Settings settings;

    public CgSense(Settings settings) {
        this.settings = settings;
    }

    /**
     * How much to regularise, and when to stop.
     *
     * @param lambda weight of |x|^2 against the data, 0 or more
     * @param iterations most iterations
     * @param tolerance stops when the residual is this share of A^H y
     * @param threads workers that share the coils
     */
    public record Settings(double lambda, int iterations, double tolerance, int threads) {
        /** What {@code bart pics -l2 -r0.005} uses, on the caller's thread. */
        public static final Settings DEFAULT = new Settings(0.005, 30, 1e-4, 1);
    }

    public ComplexImage reconstruct(KSpace kspace, CoilMaps maps) {
        return reconstruct(kspace, maps, ComplexImage.zeros(kspace.rows(), kspace.columns()));
    }

    /** Reconstructs from a start, for example the preview before this one, which is left as it is. */
    public ComplexImage reconstruct(KSpace kspace, CoilMaps maps, ComplexImage start) {
        InverseProblem problem = InverseProblem.of(kspace, maps, settings.threads());
        float[] unknown = problem.unknown(start);
        var solver = new ConjugateGradient(
                problem.size(),
                new ConjugateGradient.Settings(settings.lambda(), settings.iterations(), settings.tolerance()));
        solver.solve(problem::normal, problem.target(), unknown);
        return problem.picture(unknown);
    }
}
