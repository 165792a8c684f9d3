package org.larmor.core.coils;

import org.larmor.core.domain.KSpace;
import org.larmor.core.numerics.HermitianEigen;

/**
 * Turns many coils into a few virtual ones that hold nearly all of the signal: the first principal components of the
 * calibration signal (Huang et al., MRI 26:133, 2008). The components are orthonormal, so white noise stays white.
 */
public final class CoilCompression {
    private final int coils;
    private final int virtualCoils;
    private final double energyKept;
    private final CoilMatrix components;

    private CoilCompression(int coils, int virtualCoils, double energyKept, CoilMatrix components) {
        this.coils = coils;
        this.virtualCoils = virtualCoils;
        this.energyKept = energyKept;
        this.components = components;
    }

    /**
     * From the calibration block of a scan, or from all of k-space where there is none.
     *
     * @param mostVirtualCoils how many virtual coils to keep at most; fewer where there are fewer coils
     */
    public static CoilCompression from(KSpace kspace, int mostVirtualCoils) {
        if (mostVirtualCoils < 1) {
            throw new IllegalArgumentException("compression to " + mostVirtualCoils + " coils");
        }
        AcsRegion acs = AcsRegion.find(kspace.mask());
        AcsRegion used = acs.isEmpty() ? new AcsRegion(0, kspace.rows(), 0, kspace.columns()) : acs;
        int coils = kspace.coils();
        int kept = Math.min(mostVirtualCoils, coils);
        HermitianEigen eigen = HermitianEigen.of(coils, CoilCovariance.of(kspace, used));
        double[] matrix = new double[2 * kept * coils];
        double energy = 0;
        double total = 0;
        for (int i = 0; i < coils; i++) {
            total += Math.max(0, eigen.value(i));
            if (i < kept) {
                energy += Math.max(0, eigen.value(i));
                conjugateInto(matrix, 2 * i * coils, eigen.vector(i));
            }
        }
        return new CoilCompression(coils, kept, total == 0 ? 1 : energy / total, new CoilMatrix(kept, coils, matrix));
    }

    public int coils() {
        return coils;
    }

    public int virtualCoils() {
        return virtualCoils;
    }

    /** Share of the calibration signal's energy that the virtual coils hold, 0 to 1. */
    public double energyKept() {
        return energyKept;
    }

    /** The virtual coils' samples in a new array; {@code samples} are ordered coil by coil. */
    public float[] apply(float[] samples) {
        return components.apply(samples);
    }

    public KSpace apply(KSpace kspace) {
        if (kspace.coils() != coils) {
            throw new IllegalArgumentException(
                    "k-space of " + kspace.coils() + " coils where compression was set up for " + coils);
        }
        return new KSpace(virtualCoils, kspace.mask(), apply(kspace.data()));
    }

    private static void conjugateInto(double[] matrix, int start, double[] vector) {
        for (int i = 0; i < vector.length; i += 2) {
            matrix[start + i] = vector[i];
            matrix[start + i + 1] = -vector[i + 1];
        }
    }
}
