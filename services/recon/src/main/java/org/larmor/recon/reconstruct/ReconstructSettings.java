package org.larmor.recon.reconstruct;

import org.larmor.core.baseline.CgSense;
import org.larmor.core.baseline.L1Wavelet;
import org.larmor.core.cine.LowRankSparse;
import org.larmor.core.coils.Espirit;

/**
 * How the classics are computed.
 *
 * @param threads workers inside one reconstruction
 * @param virtualCoils more receive coils than this are compressed to this many
 * @param warmPasses network passes of a preview that begins from the preview before it; 0 lets every preview begin from
 *     CG-SENSE with the model's own number of passes. The picture of the whole image always does
 * @param noiseFloor whether a model's picture shows the magnitude that the fully sampled scan is expected to have, with its
 *     noise, see {@link org.larmor.core.baseline.ExpectedMagnitude}; else that of the noise-free picture
 * @param maps sensitivity maps
 * @param sense CG-SENSE
 * @param wavelet l1-wavelet
 * @param cine frames of a slice together
 */
public record ReconstructSettings(
        int threads,
        int virtualCoils,
        int warmPasses,
        boolean noiseFloor,
        Maps maps,
        Sense sense,
        Wavelet wavelet,
        Cine cine) {
    public static final ReconstructSettings DEFAULT =
            new ReconstructSettings(1, 8, 0, true, Maps.DEFAULT, Sense.DEFAULT, Wavelet.DEFAULT, Cine.DEFAULT);

    public ReconstructSettings {
        if (threads < 1 || virtualCoils < 1 || warmPasses < 0) {
            throw new IllegalArgumentException(
                    "reconstruct: threads and virtualCoils must be positive, warmPasses 0 or more");
        }
    }

    /**
     * ESPIRiT: see {@link Espirit.Settings}. Not cropped, so that the background is reconstructed as well.
     *
     * @param kernel width of the k-space neighbourhood along both axes
     * @param calibration most calibration samples used along either axis
     * @param threshold a neighbourhood is signal where its singular value squared is above this share of the largest
     * @param crop pixels whose eigenvalue is below are empty; 0 keeps all
     */
    public record Maps(int kernel, int calibration, double threshold, double crop) {
        static final Maps DEFAULT = new Maps(
                Espirit.Settings.UNCROPPED.kernel(),
                Espirit.Settings.UNCROPPED.calibration(),
                Espirit.Settings.UNCROPPED.threshold(),
                Espirit.Settings.UNCROPPED.crop());

        Espirit.Settings settings(int threads) {
            return new Espirit.Settings(kernel, calibration, threshold, crop, threads);
        }
    }

    /**
     * CG-SENSE: see {@link CgSense.Settings}.
     *
     * @param lambda weight of the picture's energy against the data
     * @param iterations most iterations
     * @param tolerance it ends when the residual is this share of the data's
     */
    public record Sense(double lambda, int iterations, double tolerance) {
        static final Sense DEFAULT = new Sense(
                CgSense.Settings.DEFAULT.lambda(),
                CgSense.Settings.DEFAULT.iterations(),
                CgSense.Settings.DEFAULT.tolerance());

        CgSense.Settings settings(int threads) {
            return new CgSense.Settings(lambda, iterations, tolerance, threads);
        }
    }

    /**
     * l1-wavelet: see {@link L1Wavelet.Settings}.
     *
     * @param lambda weight of the wavelet coefficients' sizes, as a share of the data's scale
     * @param iterations number of iterations
     */
    public record Wavelet(double lambda, int iterations) {
        static final Wavelet DEFAULT =
                new Wavelet(L1Wavelet.Settings.DEFAULT.lambda(), L1Wavelet.Settings.DEFAULT.iterations());

        L1Wavelet.Settings settings(long seed, int threads) {
            return new L1Wavelet.Settings(lambda, iterations, seed, threads);
        }
    }

    /**
     * Low rank and sparse: see {@link LowRankSparse.Settings}.
     *
     * @param lowRank weight of the frames' singular values, as a share of that of their time average
     * @param sparse weight of what changes in time, as a share of the peak of that average
     * @param iterations for all frames of a slice
     * @param previewIterations for the frames up to a preview
     * @param passes of the network from there
     */
    public record Cine(double lowRank, double sparse, int iterations, int previewIterations, int passes) {
        static final Cine DEFAULT = new Cine(
                LowRankSparse.Settings.DEFAULT.lowRank(),
                LowRankSparse.Settings.DEFAULT.sparse(),
                LowRankSparse.Settings.DEFAULT.iterations(),
                10,
                1);

        public Cine {
            if (passes < 1 || previewIterations < 0) {
                throw new IllegalArgumentException(
                        "reconstruct.cine: passes must be positive, previewIterations 0 or more");
            }
        }

        LowRankSparse.Settings settings(boolean whole, int threads) {
            return new LowRankSparse.Settings(lowRank, sparse, whole ? iterations : previewIterations, threads);
        }
    }
}
