package org.larmor.load.micro;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jtransforms.fft.FloatFFT_2D;
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
import org.visnow.jlargearrays.ConcurrencyUtils;

/**
 * The transform there and back of eight coil images of 256 x 256, and of the awkward 230 x 180; beside it JTransforms' own of the same
 * planes, which does not centre.
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
    private final FloatFFT_2D rawSquare = new FloatFFT_2D(256, 256);
    private final FloatFFT_2D rawAwkward = new FloatFFT_2D(230, 180);
    private final float[] squareStack = noise(256 * 256);
    private final float[] awkwardStack = noise(230 * 180);
    private final float[][] squarePlanes = planes(squareStack);
    private final float[][] awkwardPlanes = planes(awkwardStack);

    @Setup
    public void check() {
        ConcurrencyUtils.setNumberOfThreads(1);
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
    public float[] square() {
        return thereAndBack(square, squareStack);
    }

    @Benchmark
    public float[] awkward() {
        return thereAndBack(awkward, awkwardStack);
    }

    @Benchmark
    public float[][] squareRaw() {
        return thereAndBack(rawSquare, squarePlanes);
    }

    @Benchmark
    public float[][] awkwardRaw() {
        return thereAndBack(rawAwkward, awkwardPlanes);
    }

    private static float[] thereAndBack(CentredFft fft, float[] stack) {
        fft.forward(stack, COILS);
        fft.inverse(stack, COILS);
        return stack;
    }

    private static float[][] thereAndBack(FloatFFT_2D fft, float[][] planes) {
        for (float[] plane : planes) {
            fft.complexForward(plane);
        }
        for (float[] plane : planes) {
            fft.complexInverse(plane, true);
        }
        return planes;
    }

    private static float[][] planes(float[] stack) {
        int plane = stack.length / COILS;
        return IntStream.range(0, COILS)
                .mapToObj(i -> Arrays.copyOfRange(stack, i * plane, (i + 1) * plane))
                .toArray(float[][]::new);
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
