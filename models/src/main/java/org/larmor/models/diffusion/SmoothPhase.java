package org.larmor.models.diffusion;

import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/** The smooth part of a picture's phase: what its central lines tell. */
final class SmoothPhase {
    private static final double TINY = 1e-12;

    private SmoothPhase() {}

    /**
     * The unit phasor of the picture behind a Hann window over the central lines, as wide along the readout.
     *
     * @param image complex (1, rows, columns)
     * @param lines how many
     */
    static Tensor of(Workspace workspace, Tensor image, int lines) {
        int rows = image.size(1);
        int columns = image.size(2);
        double width = (double) lines / rows;
        Tensor down = workspace.real(window(rows, width), 1, rows, 1);
        Tensor across = workspace.real(window(columns, width), 1, 1, columns);
        Tensor low = image.fourier(1, 2).times(down).times(across).inverseFourier(1, 2);
        return low.over(low.magnitude().atLeast(TINY));
    }

    /** Hann window over |frequency| up to {@code width / 2} cycles a pixel, zero frequency first. */
    private static float[] window(int n, double width) {
        float[] window = new float[n];
        for (int i = 0; i < n; i++) {
            double frequency = (double) Math.min(i, n - i) / n;
            window[i] = (float) (0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, 2 * frequency / width)));
        }
        return window;
    }
}
