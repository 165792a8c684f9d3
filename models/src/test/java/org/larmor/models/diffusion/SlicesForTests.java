package org.larmor.models.diffusion;

import java.util.Random;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

/** Small simulated slices: an ellipse with some texture, smooth coils, every second line and the centre, noise. */
final class SlicesForTests {
    static final double NOISE = 0.02;

    private SlicesForTests() {}

    static PreparedSlice slice(int rows, int columns, int coils, long seed) {
        ComplexImage picture = picture(rows, columns);
        CoilMaps maps = maps(rows, columns, coils);
        SamplingMask mask = mask(rows, columns);
        KSpace clean = new EncodingOperator(mask, maps).forward(picture);
        float[] data = clean.data().clone();
        var random = new Random(seed);
        for (int i = 0; i < data.length; i++) {
            data[i] += data[i] == 0 ? 0 : (float) (NOISE * random.nextGaussian());
        }
        return new PreparedSlice(new KSpace(coils, mask, data), maps, NOISE, null);
    }

    static ComplexImage picture(int rows, int columns) {
        ComplexImage picture = ComplexImage.zeros(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            double y = 2.0 * (i / columns) / rows - 1;
            double x = 2.0 * (i % columns) / columns - 1;
            double magnitude = y * y + x * x < 0.7 ? 1 + 0.3 * Math.sin(9 * y) * Math.cos(6 * x) : 0;
            picture.data()[2 * i] = (float) (magnitude * Math.cos(y + x));
            picture.data()[2 * i + 1] = (float) (magnitude * Math.sin(y + x));
        }
        return picture;
    }

    private static SamplingMask mask(int rows, int columns) {
        boolean[] lines = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            lines[i] = i % 2 == 0 || Math.abs(i - rows / 2) < 6;
        }
        return SamplingMask.ofLines(lines, columns);
    }

    private static CoilMaps maps(int rows, int columns, int coils) {
        float[] data = new float[2 * coils * rows * columns];
        for (int i = 0; i < rows * columns; i++) {
            double y = 2.0 * (i / columns) / rows - 1;
            double x = 2.0 * (i % columns) / columns - 1;
            double power = 0;
            for (int c = 0; c < coils; c++) {
                power += Math.pow(loudness(y, x, c, coils), 2);
            }
            for (int c = 0; c < coils; c++) {
                double part = loudness(y, x, c, coils) / Math.sqrt(power);
                data[2 * (c * rows * columns + i)] = (float) (part * Math.cos(c + y * x));
                data[2 * (c * rows * columns + i) + 1] = (float) (part * Math.sin(c + y * x));
            }
        }
        return new CoilMaps(coils, rows, columns, data);
    }

    private static double loudness(double y, double x, int coil, int coils) {
        double angle = 2 * Math.PI * coil / coils;
        return Math.exp(-(Math.pow(y - Math.sin(angle), 2) + Math.pow(x - Math.cos(angle), 2)) / 1.5);
    }
}
