package org.larmor.models.tensor;

import java.util.Random;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

/** Random pictures, maps, masks and k-space for tests of laws. */
public final class RandomSlices {
    private final Random random;
    private final int rows;
    private final int columns;

    public RandomSlices(long seed, int rows, int columns) {
        this.random = new Random(seed);
        this.rows = rows;
        this.columns = columns;
    }

    public ComplexImage image() {
        return new ComplexImage(rows, columns, gaussian(2 * rows * columns));
    }

    public KSpace kspace(int coils, SamplingMask mask) {
        return new KSpace(coils, mask, gaussian(2 * coils * rows * columns));
    }

    /** Sensitivities whose squares sum to 1 in each pixel. */
    public CoilMaps maps(int coils) {
        float[] data = gaussian(2 * coils * rows * columns);
        int plane = 2 * rows * columns;
        for (int i = 0; i < plane; i += 2) {
            double power = 0;
            for (int j = i; j < data.length; j += plane) {
                power += data[j] * data[j] + data[j + 1] * data[j + 1];
            }
            for (int j = i; j < data.length; j += plane) {
                data[j] /= (float) Math.sqrt(power);
                data[j + 1] /= (float) Math.sqrt(power);
            }
        }
        return new CoilMaps(coils, rows, columns, data);
    }

    /** Each line with probability 1/2, the central one always. */
    public SamplingMask lines() {
        boolean[] lines = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            lines[i] = i == rows / 2 || random.nextBoolean();
        }
        return SamplingMask.ofLines(lines, columns);
    }

    /** Each sample with probability 1/2. */
    public SamplingMask points() {
        byte[] sampled = new byte[rows * columns];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (byte) random.nextInt(2);
        }
        return new SamplingMask(rows, columns, sampled);
    }

    private float[] gaussian(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
