package org.larmor.core;

import java.util.Random;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.CentredFft;

/** A small numerical scan for tests: a head-like picture with smooth phase, seen by a ring of coils. */
public final class SmallScan {
    private final ComplexImage truth;
    private final CoilMaps maps;

    public SmallScan(int coils, int rows, int columns) {
        this.truth = picture(rows, columns);
        this.maps = ring(coils, rows, columns);
    }

    /** The picture that a perfect reconstruction with {@link #maps} gives. */
    public ComplexImage truth() {
        return truth;
    }

    /** The coils' true sensitivities, of norm 1 over the coils in each pixel. */
    public CoilMaps maps() {
        return maps;
    }

    public KSpace measure(SamplingMask mask) {
        return new EncodingOperator(mask, maps).forward(truth);
    }

    /** With white noise of standard deviation {@code sigma} for each real and imaginary part of each measured sample. */
    public KSpace measure(SamplingMask mask, double sigma, long seed) {
        KSpace kspace = measure(mask);
        Random random = new Random(seed);
        float[] data = kspace.data();
        byte[] sampled = mask.data();
        for (int i = 0; i < data.length; i++) {
            data[i] += (float) (sigma * sampled[(i / 2) % sampled.length] * random.nextGaussian());
        }
        return kspace;
    }

    /**
     * The coils' pictures in a field of view of fewer rows around the centre, without noise: what lies outside folds over from the other
     * side. Ordered coil, row, column.
     */
    public float[] folded(int fewer) {
        float[] whole = ZeroFilled.coilImages(measure(everything()));
        int rows = truth.rows();
        int width = 2 * truth.columns();
        float[] folded = new float[whole.length / rows * fewer];
        for (int line = 0; line < maps.coils() * rows; line++) {
            int row = Math.floorMod(line % rows - rows / 2 + fewer / 2, fewer);
            int to = (line / rows * fewer + row) * width;
            for (int i = 0; i < width; i++) {
                folded[to + i] += whole[line * width + i];
            }
        }
        return folded;
    }

    /** What a scanner measures of coil pictures, where the mask is. */
    public static KSpace measured(float[] coilImages, SamplingMask mask) {
        int pixels = mask.rows() * mask.columns();
        float[] data = coilImages.clone();
        int coils = data.length / (2 * pixels);
        new CentredFft(mask.rows(), mask.columns()).forward(data, coils);
        for (int i = 0; i < data.length; i++) {
            data[i] *= mask.data()[i / 2 % pixels];
        }
        return new KSpace(coils, mask, data);
    }

    /** Every {@code step}-th line and {@code acs} central ones. */
    public SamplingMask lines(int step, int acs) {
        return lines(truth.rows(), truth.columns(), step, acs);
    }

    /** The same of a grid of another size. */
    public static SamplingMask lines(int rows, int columns, int step, int acs) {
        boolean[] lines = new boolean[rows];
        for (int row = 0; row < lines.length; row++) {
            int fromCentre = row - lines.length / 2;
            lines[row] = fromCentre % step == 0 || (fromCentre >= -acs / 2 && fromCentre < acs - acs / 2);
        }
        return SamplingMask.ofLines(lines, columns);
    }

    public SamplingMask everything() {
        return lines(1, 0);
    }

    private static ComplexImage picture(int rows, int columns) {
        ComplexImage image = ComplexImage.zeros(rows, columns);
        double[][] ellipses = {
            // weight, centre y, centre x, radius y, radius x
            {1.0, 0, 0, 0.8, 0.65}, {-0.4, 0, 0, 0.72, 0.57}, {0.3, -0.3, 0.15, 0.2, 0.15}, {0.25, 0.3, -0.2, 0.12, 0.2}
        };
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double y = 2.0 * row / rows - 1;
                double x = 2.0 * column / columns - 1;
                double value = 0;
                for (double[] e : ellipses) {
                    value += Math.hypot((y - e[1]) / e[3], (x - e[2]) / e[4]) < 1 ? e[0] : 0;
                }
                double phase = 0.8 * x - 0.5 * y + 0.6 * x * y;
                image.data()[2 * (row * columns + column)] = (float) (value * Math.cos(phase));
                image.data()[2 * (row * columns + column) + 1] = (float) (value * Math.sin(phase));
            }
        }
        return image;
    }

    private static CoilMaps ring(int coils, int rows, int columns) {
        float[] data = new float[2 * coils * rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double y = 2.0 * row / rows - 1;
                double x = 2.0 * column / columns - 1;
                double square = 0;
                for (int coil = 0; coil < coils; coil++) {
                    square += Math.pow(strength(coil, coils, y, x), 2);
                }
                for (int coil = 0; coil < coils; coil++) {
                    double angle = 2 * Math.PI * coil / coils;
                    double size = strength(coil, coils, y, x) / Math.sqrt(square);
                    double phase = angle + 0.7 * (x * Math.cos(angle) + y * Math.sin(angle));
                    int at = 2 * ((coil * rows + row) * columns + column);
                    data[at] = (float) (size * Math.cos(phase));
                    data[at + 1] = (float) (size * Math.sin(phase));
                }
            }
        }
        return new CoilMaps(coils, rows, columns, data);
    }

    private static double strength(int coil, int coils, double y, double x) {
        double angle = 2 * Math.PI * coil / coils;
        double distance = Math.pow(y - 1.2 * Math.sin(angle), 2) + Math.pow(x - 1.2 * Math.cos(angle), 2);
        return coils == 1 ? 1 : Math.exp(-distance / 2);
    }
}
