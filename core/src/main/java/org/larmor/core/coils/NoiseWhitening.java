package org.larmor.core.coils;

import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.numerics.Cholesky;

/**
 * Makes the coils' noise white: with the noise covariance Psi = L L^H, samples become L^-1 y (Pruessmann et al., MRM 46:638,
 * 2001). Afterwards each coil's noise is independent, with E|n|^2 = 1: a standard deviation of {@link #PART_DEVIATION} for the
 * real and the imaginary part each.
 */
public final class NoiseWhitening {
    /** Standard deviation of the real part, and of the imaginary part, of whitened noise. */
    public static final double PART_DEVIATION = Math.sqrt(0.5);

    private final int coils;
    private final CoilMatrix inverse;

    private NoiseWhitening(int coils, CoilMatrix inverse) {
        this.coils = coils;
        this.inverse = inverse;
    }

    /** From noise readouts of the same bandwidth as the imaging readouts. */
    public static NoiseWhitening from(List<Readout> noise) {
        return from(noise, 1);
    }

    /**
     * From noise readouts of any bandwidth.
     *
     * @param noise readouts without signal, all of one number of coils
     * @param bandwidthRatio imaging bandwidth over noise bandwidth, which is noise dwell time over imaging dwell time: noise
     *     variance grows with bandwidth
     * @throws IllegalArgumentException if there are too few samples, they are not finite, or the coils' noise is not
     *     independent
     */
    public static NoiseWhitening from(List<Readout> noise, double bandwidthRatio) {
        if (noise.isEmpty()) {
            throw new IllegalArgumentException("there are no noise readouts");
        }
        int coils = noise.getFirst().coils();
        NoiseCovariance covariance = new NoiseCovariance(coils);
        for (Readout readout : noise) {
            covariance.add(readout);
        }
        return of(coils, covariance.scaled(bandwidthRatio));
    }

    /**
     * From a covariance that is known.
     *
     * @param covariance E[n n^H] of the coils' complex noise, interleaved, row by row
     */
    public static NoiseWhitening of(int coils, double[] covariance) {
        try {
            double[] inverse = Cholesky.of(coils, covariance).inverseLower();
            return new NoiseWhitening(coils, new CoilMatrix(coils, coils, inverse));
        } catch (Cholesky.SingularMatrixException e) {
            throw new IllegalArgumentException(
                    "the noise covariance is singular: coil " + e.row()
                            + " is silent, or a combination of the coils before it",
                    e);
        }
    }

    public int coils() {
        return coils;
    }

    /** Whitened samples in a new array; {@code samples} are ordered coil by coil, as in {@link Readout#samples}. */
    public float[] apply(float[] samples) {
        return inverse.apply(samples);
    }

    /** The readout with whitened samples. */
    public Readout apply(Readout readout) {
        if (readout.coils() != coils) {
            throw new IllegalArgumentException("readout " + readout.sequence() + " has " + readout.coils()
                    + " coils where the noise readouts had " + coils);
        }
        return new Readout(
                readout.sequence(),
                readout.flags(),
                readout.counters(),
                readout.window(),
                readout.placement(),
                readout.timestamps(),
                coils,
                apply(readout.samples()));
    }
}
