package org.larmor.core.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;

/**
 * A fully sampled scan of a picture of which only the magnitude is known: put through simulated coils with a simulated smooth
 * phase, cut to the matrix in k-space as a scanner does, with white noise.
 */
public final class PictureScan {
    private static final int PHASE_TERMS = 5;

    private PictureScan() {}

    /**
     * The k-space, every line measured. The bright parts of its pictures (99th percentile of the magnitude, where the coils'
     * root sum of squares is 1) are about 1.
     *
     * @param rows of the k-space, at most the picture's
     * @param columns of the k-space, at most the picture's
     * @param noise standard deviation of the complex noise of a sample
     * @param seed of phase and noise
     * @throws IllegalArgumentException if the picture is smaller than the matrix, or dark
     */
    public static KSpace of(RealImage picture, int rows, int columns, CoilArray coils, double noise, long seed) {
        return ofFrames(List.of(picture), rows, columns, coils, noise, seed).getFirst();
    }

    /**
     * The same of a cine: its frames have one phase and one scale, that of the first, and each its own noise.
     *
     * @throws IllegalArgumentException if a picture is smaller than the matrix, or the first is dark
     */
    public static List<KSpace> ofFrames(
            List<RealImage> frames, int rows, int columns, CoilArray coils, double noise, long seed) {
        Random random = new Random(seed);
        double[] bend = random.doubles(PHASE_TERMS, -2, 2).toArray();
        double bright = bright(frames.getFirst());
        return frames.stream()
                .map(picture -> new Frame(picture, bend, bright).measured(rows, columns, coils, noise, random))
                .toList();
    }

    /** A picture with what all frames share: the terms of its phase, and the magnitude that becomes 1. */
    private record Frame(RealImage picture, double[] bend, double bright) {
        KSpace measured(int rows, int columns, CoilArray coils, double noise, Random random) {
            if (picture.rows() < rows || picture.columns() < columns) {
                throw new IllegalArgumentException("a picture of " + picture.rows() + " x " + picture.columns()
                        + " is too small for a matrix of " + rows + " x " + columns);
            }
            float[] seen = coilImages(coils);
            new CentredFft(picture.rows(), picture.columns()).forward(seen, coils.coils());
            float[] data = new float[Math.toIntExact(2L * coils.coils() * rows * columns)];
            double scale = Math.sqrt((double) rows * columns / ((double) picture.rows() * picture.columns()));
            int firstRow = picture.rows() / 2 - rows / 2;
            int firstColumn = picture.columns() / 2 - columns / 2;
            for (int line = 0; line < coils.coils() * rows; line++) {
                int from = (line / rows * picture.rows() + firstRow + line % rows) * picture.columns() + firstColumn;
                for (int i = 0; i < 2 * columns; i++) {
                    data[2 * line * columns + i] =
                            (float) (scale * seen[2 * from + i] + noise * Math.sqrt(0.5) * random.nextGaussian());
                }
            }
            boolean[] lines = new boolean[rows];
            Arrays.fill(lines, true);
            return new KSpace(coils.coils(), SamplingMask.ofLines(lines, columns), data);
        }

        private float[] coilImages(CoilArray coils) {
            int pixels = picture.rows() * picture.columns();
            float[] images = new float[Math.toIntExact(2L * coils.coils() * pixels)];
            for (int coil = 0; coil < coils.coils(); coil++) {
                float[] sensitivity = sensitivity(coils.coefficients(coil), picture.rows(), picture.columns());
                for (int i = 0; i < pixels; i++) {
                    double y = (double) (i / picture.columns()) / picture.rows() - 0.5;
                    double x = (double) (i % picture.columns()) / picture.columns() - 0.5;
                    double phase =
                            bend[0] * y + bend[1] * x + 2 * (bend[2] * y * y + bend[3] * x * y + bend[4] * x * x);
                    double re = picture.data()[i] / bright * Math.cos(phase);
                    double im = picture.data()[i] / bright * Math.sin(phase);
                    images[2 * (coil * pixels + i)] = (float) (re * sensitivity[2 * i] - im * sensitivity[2 * i + 1]);
                    images[2 * (coil * pixels + i) + 1] =
                            (float) (re * sensitivity[2 * i + 1] + im * sensitivity[2 * i]);
                }
            }
            return images;
        }
    }

    /** The sum of half cycles a field of view, first along x for each term along y, then along y. */
    private static float[] sensitivity(double[] terms, int rows, int columns) {
        double[] alongX = new double[2 * CoilArray.TERMS * columns];
        for (int my = 0; my < CoilArray.TERMS; my++) {
            for (int column = 0; column < columns; column++) {
                add(terms, my * CoilArray.TERMS, 1, (double) column / columns - 0.5, alongX, my * columns + column);
            }
        }
        double[] values = new double[2 * rows * columns];
        for (int i = 0; i < rows * columns; i++) {
            add(alongX, i % columns, columns, (double) (i / columns) / rows - 0.5, values, i);
        }
        float[] sensitivity = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            sensitivity[i] = (float) values[i];
        }
        return sensitivity;
    }

    /** Adds {@code sum over m of terms[first + m stride] exp(i pi (m - ORDER) place)} to one complex value. */
    private static void add(double[] terms, int first, int stride, double place, double[] values, int at) {
        for (int m = 0; m < CoilArray.TERMS; m++) {
            double turn = Math.PI * (m - CoilArray.ORDER) * place;
            double cos = Math.cos(turn);
            double sin = Math.sin(turn);
            int term = 2 * (first + m * stride);
            values[2 * at] += terms[term] * cos - terms[term + 1] * sin;
            values[2 * at + 1] += terms[term] * sin + terms[term + 1] * cos;
        }
    }

    private static double bright(RealImage picture) {
        float[] sorted = picture.data().clone();
        Arrays.sort(sorted);
        float bright = sorted[(int) (0.99 * (sorted.length - 1))];
        if (!(bright > 0)) {
            throw new IllegalArgumentException("a picture whose 99th percentile is " + bright + " shows nothing");
        }
        return bright;
    }
}
