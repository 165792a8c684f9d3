package org.larmor.models.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.Workspace;

/**
 * Finds out, by asking once, whether a TorchScript module of any origin has the signature that {@link TorchDenoiser} states, so
 * that one that has not is refused when it is loaded and not at the first scan.
 */
public final class SignatureCheck {
    private static final int BATCH = 2;
    private static final int LEAST_SIDE = 48;

    private final TorchModule module;
    private final int channels;
    private final int sizeMultiple;

    /**
     * @param channels of the module's {@code known} input
     * @param sizeMultiple rows and columns that the module takes are multiples of this
     */
    public SignatureCheck(TorchModule module, int channels, int sizeMultiple) {
        this.module = module;
        this.channels = channels;
        this.sizeMultiple = sizeMultiple;
    }

    /**
     * Asks about two pictures that are no squares, at noise levels of which the second is {@code silentSigma}.
     *
     * @return whether the module states its own error: a third output channel
     * @throws IllegalArgumentException if it cannot be asked so, or answers otherwise; one line
     */
    public boolean statesItsError(Workspace workspace, double silentSigma) {
        int rows = Math.ceilDiv(LEAST_SIDE, sizeMultiple) * sizeMultiple;
        int columns = rows + sizeMultiple;
        Tensor sigma = workspace.perElement(new double[] {0.1 * silentSigma, silentSigma}, 1);
        Tensor answer = answer(
                workspace.zeros(BATCH, 2, rows, columns), sigma, workspace.zeros(BATCH, channels, rows, columns));
        long[] shape = answer.shape();
        boolean fits = shape.length == 4 && shape[0] == BATCH && shape[2] == rows && shape[3] == columns;
        if (!fits || (shape[1] != 2 && shape[1] != 3)) {
            throw refused(
                    rows,
                    columns,
                    "answers " + Arrays.toString(shape) + ", not [" + BATCH + ", 2 or 3, " + rows + ", " + columns
                            + "]");
        }
        float[] values = values(answer, rows, columns);
        if (IntStream.range(0, values.length).anyMatch(i -> !Float.isFinite(values[i]))) {
            throw refused(rows, columns, "answers values that are not finite");
        }
        return shape[1] == 3;
    }

    private Tensor answer(Tensor noisy, Tensor sigma, Tensor known) {
        try {
            return module.call(noisy, sigma, known);
        } catch (RuntimeException e) {
            throw refused(noisy.size(2), noisy.size(3), "fails: " + reason(e));
        }
    }

    private float[] values(Tensor answer, int rows, int columns) {
        try {
            return answer.toFloats();
        } catch (RuntimeException e) {
            throw refused(rows, columns, "does not answer in float32");
        }
    }

    private IllegalArgumentException refused(int rows, int columns, String what) {
        String side = rows + ", " + columns;
        return new IllegalArgumentException("model " + module.name() + " has another signature: asked forward(noisy ("
                + BATCH + ", 2, " + side + "), sigma (" + BATCH + "), known (" + BATCH + ", " + channels + ", " + side
                + ")) it " + what);
    }

    /** What PyTorch says at the end of its traceback, or else its first line. */
    public static String reason(RuntimeException error) {
        String message = String.valueOf(error.getMessage());
        return message.lines()
                .filter(line -> line.startsWith("RuntimeError: "))
                .reduce((before, after) -> after)
                .map(line -> line.substring("RuntimeError: ".length()))
                .or(() -> message.lines().findFirst())
                .orElse("");
    }
}
