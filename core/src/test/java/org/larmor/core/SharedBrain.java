package org.larmor.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;

/**
 * The fully sampled brain scan (8 coils, 230 x 180) of the shared data: in the folder that the system property {@code
 * larmor.shared} names, or else {@code shared} beside the repository. Tests that use it are tagged {@code shared}.
 */
public final class SharedBrain {
    private static final int COILS = 8;
    private static final int ROWS = 230;
    private static final int COLUMNS = 180;
    private static final String FILE = "data/ksp_espirit_brain8/full_8x230x180_c64.npy";
    /** Lines that the case maker's random masks measure outside the calibration block, 20 lines, seed 1. */
    private static final int[] RANDOM_4 = {
        33, 38, 42, 58, 62, 64, 67, 73, 81, 83, 86, 87, 89, 96, 97, 98, 101, 102, 104, 126, 127, 128, 129, 135, 136,
        138, 142, 147, 151, 154, 156, 162, 170, 179, 188, 193, 196, 202
    };

    private static final int[] RANDOM_8 = {32, 64, 87, 97, 98, 126, 129, 162, 188};

    private final float[] samples;

    private SharedBrain(float[] samples) {
        this.samples = samples;
    }

    /** The scan, its truth scaled to a maximum of 1. */
    public static SharedBrain read() {
        SharedBrain brain = new SharedBrain(samplesOf(folder().resolve(FILE)));
        float[] truth = brain.truth().data();
        float most = 0;
        for (float value : truth) {
            most = Math.max(most, value);
        }
        for (int i = 0; i < brain.samples.length; i++) {
            brain.samples[i] /= most;
        }
        return brain;
    }

    /** Root sum of squares of the whole scan. */
    public RealImage truth() {
        return ZeroFilled.rootSumOfSquares(measure(IntStream.range(0, ROWS)));
    }

    public KSpace random4() {
        return measure(IntStream.concat(Arrays.stream(RANDOM_4), IntStream.range(105, 125)));
    }

    public KSpace random8() {
        return measure(IntStream.concat(Arrays.stream(RANDOM_8), IntStream.range(105, 125)));
    }

    public KSpace uniform4() {
        return measure(IntStream.concat(IntStream.iterate(0, i -> i < ROWS, i -> i + 4), IntStream.range(105, 125)));
    }

    private KSpace measure(IntStream measured) {
        boolean[] lines = new boolean[ROWS];
        measured.forEach(row -> lines[row] = true);
        float[] data = samples.clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = lines[i / (2 * COLUMNS) % ROWS] ? data[i] : 0;
        }
        return new KSpace(COILS, SamplingMask.ofLines(lines, COLUMNS), data);
    }

    private static Path folder() {
        String told = System.getProperty("larmor.shared");
        if (told != null) {
            return Path.of(told);
        }
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root.resolve("../shared").normalize();
    }

    private static float[] samplesOf(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            float[] samples = new float[2 * COILS * ROWS * COLUMNS];
            bytes.position(10 + bytes.getShort(8));
            bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException("the shared data are not there: run without the tag 'shared'", e);
        }
    }
}
