package org.larmor.models.tensor;

/**
 * The phases that move a transform's zero from index 0 to index {@code n / 2}, so that no array need be shifted.
 *
 * <p>With c = floor(n / 2), the centred transform X[k] = sum_j x[j] exp(-2 pi i (j - c)(k - c) / n) equals
 * {@code after[k] * sum_j (before[j] x[j]) exp(-2 pi i j k / n)} with before[j] = exp(2 pi i c j / n) and after[k] =
 * exp(2 pi i c (k - c) / n).
 */
final class Centring {
    private Centring() {}

    /** The factors of picture pixels, complex (rows, columns). */
    static Tensor before(Workspace workspace, int rows, int columns) {
        return product(workspace, phases(rows, 0), phases(columns, 0));
    }

    /** The factors of k-space samples, complex (rows, columns). */
    static Tensor after(Workspace workspace, int rows, int columns) {
        return product(workspace, phases(rows, rows / 2), phases(columns, columns / 2));
    }

    private static float[] phases(int n, int centre) {
        float[] phases = new float[2 * n];
        for (int i = 0; i < n; i++) {
            long turns = Math.floorMod((long) (n / 2) * (i - centre), n);
            double angle = 2 * Math.PI * turns / n;
            phases[2 * i] = (float) Math.cos(angle);
            phases[2 * i + 1] = (float) Math.sin(angle);
        }
        return phases;
    }

    private static Tensor product(Workspace workspace, float[] ofRows, float[] ofColumns) {
        Tensor down = workspace.complex(ofRows, ofRows.length / 2, 1);
        return down.times(workspace.complex(ofColumns, 1, ofColumns.length / 2));
    }
}
