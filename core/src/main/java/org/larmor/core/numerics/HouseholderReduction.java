package org.larmor.core.numerics;

/**
 * A Hermitian matrix brought to a real symmetric tridiagonal one by unitary reflections: Q^H A Q = T. The reflections are
 * kept to bring eigenvectors of T back to eigenvectors of A.
 */
final class HouseholderReduction {
    private final int n;
    private final double[] a;
    private final double[][] reflectors;
    private final double[] diagonal;
    private final double[] offDiagonal;
    private final double[] phases;

    /** @param a the matrix, interleaved, row by row; overwritten */
    HouseholderReduction(int n, double[] a) {
        this.n = n;
        this.a = a;
        this.reflectors = new double[Math.max(0, n - 1)][];
        for (int k = 0; k < n - 1; k++) {
            reflectors[k] = reflector(k);
            reflect(k, reflectors[k]);
        }
        this.diagonal = new double[n];
        this.offDiagonal = new double[Math.max(0, n - 1)];
        this.phases = new double[2 * n];
        readTridiagonal();
    }

    double[] diagonal() {
        return diagonal;
    }

    double[] offDiagonal() {
        return offDiagonal;
    }

    /** Eigenvectors of A, one a row, interleaved, from the real eigenvectors of T, one a row. */
    double[] backTransform(double[] real) {
        double[] vectors = new double[2 * n * n];
        for (int row = 0; row < n; row++) {
            int start = 2 * n * row;
            for (int i = 0; i < n; i++) {
                vectors[start + 2 * i] = real[n * row + i] * phases[2 * i];
                vectors[start + 2 * i + 1] = real[n * row + i] * phases[2 * i + 1];
            }
            for (int k = n - 2; k >= 0; k--) {
                reflectVector(vectors, start + 2 * (k + 1), reflectors[k]);
            }
        }
        return vectors;
    }

    /** The unit vector v for which I - 2 v v^H clears column k below its first subdiagonal; zero where it is clear. */
    private double[] reflector(int k) {
        int length = n - 1 - k;
        double[] v = new double[2 * length];
        double below = 0;
        for (int i = 0; i < length; i++) {
            int at = 2 * ((k + 1 + i) * n + k);
            v[2 * i] = a[at];
            v[2 * i + 1] = a[at + 1];
            below += i == 0 ? 0 : a[at] * a[at] + a[at + 1] * a[at + 1];
        }
        if (below == 0) {
            return new double[2 * length];
        }
        double head = Math.hypot(v[0], v[1]);
        double norm = Math.sqrt(head * head + below);
        double phaseRe = head == 0 ? 1 : v[0] / head;
        double phaseIm = head == 0 ? 0 : v[1] / head;
        v[0] += phaseRe * norm;
        v[1] += phaseIm * norm;
        double scale = 1 / Math.sqrt((head + norm) * (head + norm) + below);
        for (int i = 0; i < v.length; i++) {
            v[i] *= scale;
        }
        return v;
    }

    /** A := H A H on what follows row and column k, with H = I - 2 v v^H, as a Hermitian update of rank two. */
    private void reflect(int k, double[] v) {
        int length = n - 1 - k;
        double[] w = new double[2 * length];
        double overlap = 0;
        for (int i = 0; i < length; i++) {
            double re = 0;
            double im = 0;
            int row = 2 * ((k + 1 + i) * n + k + 1);
            for (int j = 0; j < 2 * length; j += 2) {
                re += a[row + j] * v[j] - a[row + j + 1] * v[j + 1];
                im += a[row + j] * v[j + 1] + a[row + j + 1] * v[j];
            }
            w[2 * i] = 2 * re;
            w[2 * i + 1] = 2 * im;
            overlap += v[2 * i] * w[2 * i] + v[2 * i + 1] * w[2 * i + 1];
        }
        for (int i = 0; i < w.length; i++) {
            w[i] -= overlap * v[i];
        }
        subtractOuter(k, v, w);
        reflectVectorColumn(k, v);
    }

    private void subtractOuter(int k, double[] v, double[] w) {
        int length = n - 1 - k;
        for (int i = 0; i < 2 * length; i += 2) {
            int row = 2 * ((k + 1 + i / 2) * n + k + 1);
            for (int j = 0; j < 2 * length; j += 2) {
                a[row + j] -= v[i] * w[j] + v[i + 1] * w[j + 1] + w[i] * v[j] + w[i + 1] * v[j + 1];
                a[row + j + 1] -= v[i + 1] * w[j] - v[i] * w[j + 1] + w[i + 1] * v[j] - w[i] * v[j + 1];
            }
        }
    }

    /** Only the subdiagonal entry of column k is needed afterwards. */
    private void reflectVectorColumn(int k, double[] v) {
        double[] column = new double[v.length];
        for (int i = 0; i < v.length; i += 2) {
            int at = 2 * ((k + 1 + i / 2) * n + k);
            column[i] = a[at];
            column[i + 1] = a[at + 1];
        }
        reflectVector(column, 0, v);
        int at = 2 * ((k + 1) * n + k);
        a[at] = column[0];
        a[at + 1] = column[1];
    }

    private static void reflectVector(double[] x, int offset, double[] v) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < v.length; i += 2) {
            re += v[i] * x[offset + i] + v[i + 1] * x[offset + i + 1];
            im += v[i] * x[offset + i + 1] - v[i + 1] * x[offset + i];
        }
        for (int i = 0; i < v.length; i += 2) {
            x[offset + i] -= 2 * (v[i] * re - v[i + 1] * im);
            x[offset + i + 1] -= 2 * (v[i] * im + v[i + 1] * re);
        }
    }

    /** Takes T from the matrix; the phases of its subdiagonal go into a diagonal unitary matrix. */
    private void readTridiagonal() {
        phases[0] = 1;
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[2 * (i * n + i)];
            if (i == n - 1) {
                return;
            }
            int at = 2 * ((i + 1) * n + i);
            double size = Math.hypot(a[at], a[at + 1]);
            double re = size == 0 ? 1 : a[at] / size;
            double im = size == 0 ? 0 : a[at + 1] / size;
            offDiagonal[i] = size;
            phases[2 * i + 2] = phases[2 * i] * re - phases[2 * i + 1] * im;
            phases[2 * i + 3] = phases[2 * i] * im + phases[2 * i + 1] * re;
        }
    }
}
