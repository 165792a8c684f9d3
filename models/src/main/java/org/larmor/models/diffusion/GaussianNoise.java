package org.larmor.models.diffusion;

import java.util.SplittableRandom;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/**
 * White noise of unit variance in real and imaginary part each, drawn on the JVM. What an element gets depends on its own
 * seed and the step alone: not on the batch that it is in, nor on the device.
 */
final class GaussianNoise implements NoiseSource {
    private final Workspace workspace;
    private final long[] seeds;
    private final int rows;
    private final int columns;

    /** @param seeds one an element */
    GaussianNoise(Workspace workspace, long[] seeds, int rows, int columns) {
        this.workspace = workspace;
        this.seeds = seeds.clone();
        this.rows = rows;
        this.columns = columns;
    }

    /** The seed of one sample of many under a common seed. */
    static long seed(long seed, int sample) {
        return mixed(mixed(seed) + sample);
    }

    @Override
    public Tensor draw(int step) {
        int length = 2 * rows * columns;
        float[] values = new float[Math.multiplyExact(length, seeds.length)];
        for (int i = 0; i < seeds.length; i++) {
            fill(values, i * length, length, mixed(seeds[i] + step));
        }
        return workspace.complex(values, seeds.length, rows, columns);
    }

    static void fill(float[] values, int from, int count, long seed) {
        var random = new SplittableRandom(seed);
        for (int i = from; i < from + count; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }

    /** Spreads near numbers far apart (the finaliser of SplitMix64, Steele et al., OOPSLA 2014). */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
