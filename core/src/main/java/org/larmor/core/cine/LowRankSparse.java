package org.larmor.core.cine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;

/**
 * All frames of a slice together as L + S, what hardly changes and what moves: the pictures that minimise
 * sum over t of |A_t (L_t + S_t) - y_t|^2 / 2 + lambda_L |L|_* + lambda_S |F S|_1, with the nuclear norm of the frames as columns of a
 * matrix and the Fourier transform F over time (Otazo, Candes and Sodickson, MRM 73:1125, 2015).
 *
 * <p>As no singular value of A is above 1, the data term lies below |L + S - M|^2 / 2 + const, where M is L + S after a
 * gradient step of length 1, and touches it there. Each iteration makes that smaller in L and then in S, so the objective
 * never grows. It begins from the time average in every frame.
 */
public final class LowRankSparse {
    private final Settings settings;

    public LowRankSparse(Settings settings) {
        this.settings = settings;
    }

    /**
     * How much to regularise, and when to stop.
     *
     * @param lowRank lambda_L as a share of the singular value of the time average in every frame
     * @param sparse lambda_S as a share of the spectral peak of the time average's brightest pixel
     * @param iterations number of iterations
     * @param threads workers that share the frames
     */
    public record Settings(double lowRank, double sparse, int iterations, int threads) {
        /** One setting for every mask and acceleration, on the caller's thread. */
        public static final Settings DEFAULT = new Settings(0.003, 0.005, 30, 1);

        public Settings {
            if (!(lowRank >= 0) || !(sparse >= 0) || iterations < 0 || threads < 1) {
                throw new IllegalArgumentException(
                        "low rank and sparse needs weights and iterations of 0 or more and a thread, not " + lowRank
                                + ", " + sparse + ", " + iterations + ", " + threads);
            }
        }
    }

    /**
     * The pictures of the frames, in their order.
     *
     * @param frames of one slice, in the order of time; the last is taken to be followed by the first
     * @throws IllegalArgumentException if there is none, or they are not of one size
     */
    public List<ComplexImage> reconstruct(List<KSpace> frames, CoilMaps maps) {
        return reconstruct(frames, maps, objective -> {});
    }

    /** @param objective is told the objective at the start of each iteration and at the end, in squares of the k-space's units */
    List<ComplexImage> reconstruct(List<KSpace> frames, CoilMaps maps, DoubleConsumer objective) {
        CineEncoding encoding = new CineEncoding(frames, maps, settings.threads());
        ComplexImage average = new CgSense(CgSense.Settings.DEFAULT).reconstruct(TimeAverage.of(frames), maps);
        float[][] pictures = new Descent(encoding, average, objective).run();
        List<ComplexImage> images = new ArrayList<>();
        for (float[] picture : pictures) {
            images.add(new ComplexImage(average.rows(), average.columns(), picture));
        }
        return images;
    }

    /** The iterations. */
    private final class Descent {
        private final CineEncoding encoding;
        private final DoubleConsumer objective;
        private final LowRank lowRank;
        private final TemporalSpectrum spectrum;
        private final float[][] target;
        private final double dataPower;
        private final double rankWeight;
        private final double sparseWeight;
        private final float[][] low;
        private final float[][] sparse;
        private final float[][] moved;

        Descent(CineEncoding encoding, ComplexImage average, DoubleConsumer objective) {
            int frames = encoding.frames();
            this.encoding = encoding;
            this.objective = objective;
            this.lowRank = new LowRank(frames);
            this.spectrum = new TemporalSpectrum(frames);
            this.target = encoding.adjoint();
            this.dataPower = encoding.dataPower();
            this.low = new float[frames][];
            Arrays.setAll(low, t -> average.data().clone());
            this.sparse = new float[frames][encoding.length()];
            this.moved = new float[frames][encoding.length()];
            this.rankWeight = settings.lowRank() * Math.sqrt(frames * power(average.data()));
            this.sparseWeight = settings.sparse() * Math.sqrt(frames) * brightest(average);
        }

        float[][] run() {
            double lowNorm = Math.sqrt(encoding.frames() * power(low[0]));
            double sparseNorm = 0;
            float[][] normal = new float[encoding.frames()][encoding.length()];
            for (int iteration = 0; iteration < settings.iterations(); iteration++) {
                double fit = step(normal);
                objective.accept(fit + rankWeight * lowNorm + sparseWeight * sparseNorm);
                minus(moved, sparse);
                lowNorm = lowRank.shrink(moved, rankWeight, low);
                plus(moved, sparse);
                for (int t = 0; t < sparse.length; t++) {
                    for (int i = 0; i < sparse[t].length; i++) {
                        sparse[t][i] = moved[t][i] - low[t][i];
                    }
                }
                sparseNorm = spectrum.shrink(sparse, sparseWeight);
            }
            objective.accept(step(normal) + rankWeight * lowNorm + sparseWeight * sparseNorm);
            plus(low, sparse);
            return low;
        }

        /** {@code moved} = x - (A^H A x - A^H y) for x = L + S; the data term |A x - y|^2 / 2. */
        private double step(float[][] normal) {
            for (int t = 0; t < moved.length; t++) {
                for (int i = 0; i < moved[t].length; i++) {
                    moved[t][i] = low[t][i] + sparse[t][i];
                }
            }
            encoding.normal(moved, normal);
            double product = 0;
            for (int t = 0; t < moved.length; t++) {
                for (int i = 0; i < moved[t].length; i++) {
                    float x = moved[t][i];
                    product += (double) x * (normal[t][i] - 2 * (double) target[t][i]);
                    moved[t][i] = x - (normal[t][i] - target[t][i]);
                }
            }
            return (product + dataPower) / 2;
        }
    }

    private static void plus(float[][] to, float[][] add) {
        for (int t = 0; t < to.length; t++) {
            for (int i = 0; i < to[t].length; i++) {
                to[t][i] += add[t][i];
            }
        }
    }

    private static void minus(float[][] from, float[][] take) {
        for (int t = 0; t < from.length; t++) {
            for (int i = 0; i < from[t].length; i++) {
                from[t][i] -= take[t][i];
            }
        }
    }

    private static double power(float[] values) {
        double power = 0;
        for (float value : values) {
            power += (double) value * value;
        }
        return power;
    }

    private static double brightest(ComplexImage picture) {
        double most = 0;
        for (float magnitude : picture.magnitude().data()) {
            most = Math.max(most, magnitude);
        }
        return most;
    }
}
