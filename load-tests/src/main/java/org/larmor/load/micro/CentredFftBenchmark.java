package org.larmor.load.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.larmor.core.numerics.CentredFft;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One transform of eight coil images of 256 x 256, and of the awkward 230 x 180.
 *
 * <p>{@code load-tests/run CentredFft}. Gate: there and back is the identity to 1e-5, and energy is kept.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CentredFftBenchmark {
    private static final int COILS = 8;

    private final CentredFft square = new CentredFft(256, 256);
    private final CentredFft awkward = new CentredFft(230, 180);
    private final float[] squareStack = noise(256 * 256);
    private final float[] awkwardStack = noise(230 * 180);

    @Setup
    public void check() {
        check(square, squareStack.clone());
        check(awkward, awkwardStack.clone());
    }

    private static void check(CentredFft fft, float[] stack) {
        float[] before = stack.clone();
        fft.forward(stack, COILS);
        Gate.atMost("the change of energy", Math.abs(energy(stack) / energy(before) - 1), 1e-5);
        fft.inverse(stack, COILS);
        Gate.atMost("the error there and back", Gate.relativeError(before, stack), 1e-5);
    }

    @Benchmark
    public float[] eightCoilsOf256x256() {
        square.forward(squareStack, COILS);
        return squareStack;
    }

    @Benchmark
    public float[] eightCoilsOf230x180() {
        awkward.forward(awkwardStack, COILS);
        return awkwardStack;
    }

    private static double energy(float[] stack) {
        double energy = 0;
        for (float value : stack) {
            energy += (double) value * value;
        }
        return energy;
    }

    private static float[] noise(int pixels) {
        Random random = new Random(1);
        float[] stack = new float[2 * COILS * pixels];
        for (int i = 0; i < stack.length; i++) {
            stack[i] = (float) random.nextGaussian();
        }
        return stack;
    }
}
