package org.larmor.core.phantom;

import java.util.Random;

/**
 * Receive coils around the body. A sensitivity is a sum of few complex exponentials of half cycles a field of view, so
 * the k-space that a coil sees is a weighted sum of shifted copies of the anatomy's: still a formula, no pixels.
 *
 * <p>The sensitivities are those of loops in the plane (a dipole's field, Bx - i By, with a smooth common phase), tapered
 * beyond the field of view and cut after {@link #ORDER} half cycles. Coupling mixes what the loops receive, signal and
 * noise alike; whitening undoes it but for a unitary matrix.
 */
public final class CoilArray {
    /** Highest half cycle a field of view of a sensitivity. */
    static final int ORDER = 5;

    static final int TERMS = 2 * ORDER + 1;
    private static final int GRID = 48;

    private final int coils;
    private final double[][] coefficients;
    private final double[] coupling;

    private CoilArray(int coils, double[][] coefficients, double[] coupling) {
        this.coils = coils;
        this.coefficients = coefficients;
        this.coupling = coupling;
    }

    /** A ring of coils with neighbours coupled; the seed draws their gains and phases. One coil sees evenly. */
    public static CoilArray ring(int coils, long seed) {
        if (coils < 1 || coils > 256) {
            throw new IllegalArgumentException(coils + " coils are not 1 to 256");
        }
        double[][] coefficients = new double[coils][];
        for (int coil = 0; coil < coils; coil++) {
            coefficients[coil] = Sensitivity.coefficients(2 * Math.PI * (coil + .3) / coils, coils == 1, GRID, ORDER);
        }
        normalise(coefficients);
        return new CoilArray(coils, coefficients, coupling(coils, new Random(seed)));
    }

    public int coils() {
        return coils;
    }

    /** Coefficients of a coil: TERMS x TERMS, rows (y) first, interleaved. */
    double[] coefficients(int coil) {
        return coefficients[coil];
    }

    /** Sets the root sum of squares in the middle of the field of view to one. */
    private static void normalise(double[][] coefficients) {
        double energy = 0;
        for (double[] terms : coefficients) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < terms.length; n += 2) {
                re += terms[n];
                im += terms[n + 1];
            }
            energy += re * re + im * im;
        }
        for (double[] terms : coefficients) {
            for (int n = 0; n < terms.length; n++) {
                terms[n] /= Math.sqrt(energy);
            }
        }
    }

    private static double[] coupling(int coils, Random random) {
        double[] matrix = new double[2 * coils * coils];
        for (int i = 0; i < coils; i++) {
            double gain = 1 + .15 * (2 * random.nextDouble() - 1);
            for (int j = 0; j < coils; j++) {
                int apart = Math.min(Math.floorMod(i - j, coils), Math.floorMod(j - i, coils));
                double strength = apart == 0 ? 1 : apart == 1 ? .28 : apart == 2 ? .1 : 0;
                double angle = apart == 0 ? 0 : 2 * Math.PI * random.nextDouble();
                matrix[2 * (i * coils + j)] = gain * strength * Math.cos(angle);
                matrix[2 * (i * coils + j) + 1] = gain * strength * Math.sin(angle);
            }
        }
        return matrix;
    }

    /** Mixes planes of {@code count} complex samples a coil, in place, as the coupled coils receive them. */
    void couple(float[] data, int count) {
        double[] seen = new double[2 * coils];
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < coils; i++) {
                double re = 0;
                double im = 0;
                for (int j = 0; j < coils; j++) {
                    double a = coupling[2 * (i * coils + j)];
                    double b = coupling[2 * (i * coils + j) + 1];
                    int at = 2 * (j * count + s);
                    re += a * data[at] - b * data[at + 1];
                    im += a * data[at + 1] + b * data[at];
                }
                seen[2 * i] = re;
                seen[2 * i + 1] = im;
            }
            for (int i = 0; i < coils; i++) {
                data[2 * (i * count + s)] = (float) seen[2 * i];
                data[2 * (i * count + s) + 1] = (float) seen[2 * i + 1];
            }
        }
    }
}
