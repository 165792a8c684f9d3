package org.larmor.core.coils;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.KSpace;

/**
 * Sensitivity maps from the calibration lines by ESPIRiT (Uecker et al., MRM 71:990, 2014): the eigenvectors, pixel by pixel,
 * of the projection onto the k-space neighbourhoods that the calibration signal holds.
 *
 * <p>Each pixel's map has norm 1 over the coils; its phase is such that the array's first principal component is real and
 * positive there.
 *
 * <p>Where the field of view is smaller than the object, two places of it fall on one pixel, and their sensitivities are two
 * eigenvectors of eigenvalue 1: {@link Sets#folded}.
 */
public final class Espirit {
    /** Every so many pixels along either axis are looked at for a second signal. */
    private static final int STEP = 8;
    /** Share of the pixels that must show a second signal. */
    private static final double LEAST_FOLDED = 0.01;
    /** Largest mean of second eigenvalues: noise that counts as signal lifts all of them, and tells of nothing that folds over. */
    private static final double MOST_IN_THE_MEAN = 0.7;

    private Espirit() {}

    /**
     * What the calibration lines tell.
     *
     * @param maps of the first signal of each pixel, of norm 1
     * @param folded of the second one where two places of the object fall on one pixel, orthogonal to the first, of a norm that falls from 1
     *     to 0 at the border of such regions; null where nothing folds over
     */
    public record Sets(CoilMaps maps, @Nullable CoilMaps folded) {}

    /**
     * What counts as signal, and how much of it is used.
     *
     * @param kernel width of the k-space neighbourhood along both axes
     * @param calibration most calibration samples used along either axis
     * @param threshold a neighbourhood counts as signal where its singular value squared is above this share of the largest
     * @param crop pixels whose eigenvalue is below are empty: 0 keeps all
     * @param threads workers that share the rows
     */
    public record Settings(int kernel, int calibration, double threshold, double crop, int threads) {
        /** What {@code bart ecalib -m1} uses, on the caller's thread. */
        public static final Settings DEFAULT = new Settings(6, 24, 0.001, 0.8, 1);

        /** The same without cropping, as {@code bart ecalib -m1 -c0}: every pixel keeps its map. */
        public static final Settings UNCROPPED = new Settings(6, 24, 0.001, 0, 1);

        public Settings {
            if (kernel < 2 || calibration < kernel || !(threshold > 0) || !(crop >= 0) || threads < 1) {
                throw new IllegalArgumentException(
                        "ESPIRiT needs a kernel of 2 or more, as much calibration, a threshold"
                                + " above 0, a crop of 0 or more and a thread, not " + kernel + ", " + calibration
                                + ", "
                                + threshold + ", " + crop + ", " + threads);
            }
        }
    }

    /** Whether a block of calibration lines is large enough for these settings. */
    public static boolean isPossible(AcsRegion region, Settings settings) {
        return region.covers(settings.kernel() + 2, settings.kernel() + 2);
    }

    /** The maps of the first signal alone, as {@code bart ecalib -m1}; otherwise {@link #sets}. */
    public static CoilMaps maps(KSpace kspace, Settings settings) {
        return new Calibrated(kspace, settings).sets(false).maps();
    }

    /**
     * The maps that the calibration lines of a scan tell.
     *
     * @throws IllegalArgumentException if the calibration block is too small for the kernel, or holds no signal
     */
    public static Sets sets(KSpace kspace, Settings settings) {
        Calibrated calibrated = new Calibrated(kspace, settings);
        return calibrated.sets(calibrated.isFolded());
    }

    /** The calibration lines' signal. */
    private static final class Calibrated {
        private final KSpace kspace;
        private final Settings settings;
        private final double[] reference;
        private final KernelGram gram;

        Calibrated(KSpace kspace, Settings settings) {
            AcsRegion region = AcsRegion.find(kspace.mask());
            if (!isPossible(region, settings)) {
                throw new IllegalArgumentException("ESPIRiT with a kernel of " + settings.kernel() + " needs "
                        + (settings.kernel() + 2) + " fully sampled lines at the centre, not " + region.rows() + " x "
                        + region.columns());
            }
            AcsRegion used = region.limitedTo(settings.calibration(), settings.calibration(), kspace.mask());
            this.kspace = kspace;
            this.settings = settings;
            this.reference = PrincipalCoil.of(kspace, used);
            this.gram = KernelGram.of(new Neighbourhoods(kspace, used, settings.kernel()), settings.threshold());
        }

        boolean isFolded() {
            EigenMaps eigenMaps = eigenMaps();
            int pixels = 0;
            int folded = 0;
            double sum = 0;
            for (int row = 0; row < kspace.rows(); row += STEP) {
                for (float second : eigenMaps.secondEigenvalues(row, STEP)) {
                    pixels++;
                    folded += second >= EigenMaps.PLAIN ? 1 : 0;
                    sum += second;
                }
            }
            return folded >= LEAST_FOLDED * pixels && sum <= MOST_IN_THE_MEAN * pixels;
        }

        Sets sets(boolean both) {
            float[] maps = new float[kspace.data().length];
            float[] folded = both ? new float[maps.length] : null;
            IntStream rows = IntStream.range(0, settings.threads());
            (settings.threads() > 1 ? rows.parallel() : rows).forEach(worker -> {
                EigenMaps eigenMaps = eigenMaps();
                for (int row = worker; row < kspace.rows(); row += settings.threads()) {
                    eigenMaps.fillRow(row, maps, folded);
                }
            });
            return new Sets(maps(maps), folded == null ? null : maps(folded));
        }

        private EigenMaps eigenMaps() {
            return new EigenMaps(gram, reference, kspace.rows(), kspace.columns(), settings.crop());
        }

        private CoilMaps maps(float[] data) {
            return new CoilMaps(kspace.coils(), kspace.rows(), kspace.columns(), data);
        }
    }
}
