package org.larmor.core.coils;

import java.util.stream.IntStream;
import org.larmor.core.domain.KSpace;

/**
 * Sensitivity maps from the calibration lines by ESPIRiT (Uecker et al., MRM 71:990, 2014): the eigenvectors, pixel by pixel,
 * of the projection onto the k-space neighbourhoods that the calibration signal holds.
 *
 * <p>Each pixel's map has norm 1 over the coils; its phase is such that the array's first principal component is real and
 * positive there.
 */
public final class Espirit {
    private Espirit() {}

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

    /**
     * The maps that the calibration lines of a scan tell.
     *
     * @throws IllegalArgumentException if the calibration block is too small for the kernel, or holds no signal
     */
    public static CoilMaps maps(KSpace kspace, Settings settings) {
        AcsRegion region = AcsRegion.find(kspace.mask());
        if (!isPossible(region, settings)) {
            throw new IllegalArgumentException("ESPIRiT with a kernel of " + settings.kernel() + " needs "
                    + (settings.kernel() + 2) + " fully sampled lines at the centre, not " + region.rows() + " x "
                    + region.columns());
        }
        AcsRegion used = region.limitedTo(settings.calibration(), settings.calibration(), kspace.mask());
        double[] reference = PrincipalCoil.of(kspace, used);
        KernelGram gram = KernelGram.of(new Neighbourhoods(kspace, used, settings.kernel()), settings.threshold());
        float[] maps = new float[kspace.data().length];
        IntStream rows = IntStream.range(0, settings.threads());
        (settings.threads() > 1 ? rows.parallel() : rows).forEach(worker -> {
            var eigenMaps = new EigenMaps(gram, reference, kspace.rows(), kspace.columns(), settings.crop());
            for (int row = worker; row < kspace.rows(); row += settings.threads()) {
                eigenMaps.fillRow(row, maps);
            }
        });
        return new CoilMaps(kspace.coils(), kspace.rows(), kspace.columns(), maps);
    }
}
