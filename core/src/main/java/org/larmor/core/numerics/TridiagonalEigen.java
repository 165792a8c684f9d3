package org.larmor.core.numerics;

/** Eigenvalues and eigenvectors of a real symmetric tridiagonal matrix by implicit QR steps with Wilkinson's shift. */
final class TridiagonalEigen {
    private static final double EPSILON = Math.ulp(1.0);
    private static final int STEPS_PER_VALUE = 60;

    private final double[] diagonal;
    private final double[] offDiagonal;
    private final double[] vectors;
    private final double floor;

    /** Both arrays are overwritten: {@code diagonal} becomes the eigenvalues. */
    TridiagonalEigen(double[] diagonal, double[] offDiagonal) {
        this.diagonal = diagonal;
        this.offDiagonal = offDiagonal;
        int n = diagonal.length;
        this.vectors = new double[n * n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            vectors[i * n + i] = 1;
            largest = Math.max(largest, Math.abs(diagonal[i]) + (i < n - 1 ? Math.abs(offDiagonal[i]) : 0));
        }
        this.floor = EPSILON * largest;
    }

    /** The eigenvectors, one a row, in the order in which {@code diagonal} now holds the eigenvalues. */
    double[] solve() {
        int high = diagonal.length - 1;
        int steps = 0;
        while (high > 0) {
            int low = startOfBlock(high);
            if (low == high) {
                high--;
                steps = 0;
                continue;
            }
            if (++steps > STEPS_PER_VALUE) {
                throw new ArithmeticException("the eigenvalues did not converge");
            }
            step(low, high);
        }
        return vectors;
    }

    private int startOfBlock(int high) {
        for (int k = high - 1; k >= 0; k--) {
            double small = EPSILON * (Math.abs(diagonal[k]) + Math.abs(diagonal[k + 1]));
            if (Math.abs(offDiagonal[k]) <= Math.max(small, floor)) {
                offDiagonal[k] = 0;
                return k + 1;
            }
        }
        return 0;
    }

    private void step(int low, int high) {
        double x = diagonal[low] - shift(high);
        double z = offDiagonal[low];
        for (int k = low; k < high; k++) {
            double r = Math.hypot(x, z);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : z / r;
            if (k > low) {
                offDiagonal[k - 1] = r;
            }
            double first = diagonal[k];
            double second = diagonal[k + 1];
            double off = offDiagonal[k];
            diagonal[k] = c * c * first + 2 * c * s * off + s * s * second;
            diagonal[k + 1] = s * s * first - 2 * c * s * off + c * c * second;
            offDiagonal[k] = c * s * (second - first) + (c * c - s * s) * off;
            if (k < high - 1) {
                x = offDiagonal[k];
                z = s * offDiagonal[k + 1];
                offDiagonal[k + 1] *= c;
            }
            rotate(k, c, s);
        }
    }

    /** The eigenvalue of the last 2 x 2 block that is nearer to its last entry. */
    private double shift(int high) {
        double off = offDiagonal[high - 1];
        double half = (diagonal[high - 1] - diagonal[high]) / 2;
        return diagonal[high] - off * off / (half + Math.copySign(Math.hypot(half, off), half));
    }

    private void rotate(int k, double c, double s) {
        int n = diagonal.length;
        int upper = k * n;
        int lower = upper + n;
        for (int i = 0; i < n; i++) {
            double u = vectors[upper + i];
            double l = vectors[lower + i];
            vectors[upper + i] = c * u + s * l;
            vectors[lower + i] = c * l - s * u;
        }
    }
}
