package org.larmor.core.numerics;

/**
 * All eigenvalues and eigenvectors of a Hermitian matrix: Householder reduction to a real tridiagonal one, then implicit QR
 * steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 8.3). Largest eigenvalue first.
 */
public final class HermitianEigen {
    private final int size;
    private final double[] values;
    private final double[] vectors;

    private HermitianEigen(int size, double[] values, double[] vectors) {
        this.size = size;
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Solves a matrix.
     *
     * @param matrix {@code size * size} interleaved complex values, row by row; left as it is
     * @throws IllegalArgumentException if the length does not fit or a value is not finite
     */
    public static HermitianEigen of(int size, double[] matrix) {
        if (size < 1 || matrix.length != 2L * size * size) {
            throw new IllegalArgumentException(
                    "a matrix of " + size + " x " + size + " does not have " + matrix.length + " parts");
        }
        for (double part : matrix) {
            if (!Double.isFinite(part)) {
                throw new IllegalArgumentException("the matrix holds values that are not finite");
            }
        }
        HouseholderReduction reduction = new HouseholderReduction(size, matrix.clone());
        double[] rotations = new TridiagonalEigen(reduction.diagonal(), reduction.offDiagonal()).solve();
        return sorted(size, reduction.diagonal(), reduction.backTransform(rotations));
    }

    /** The i-th largest eigenvalue. */
    public double value(int i) {
        return values[i];
    }

    /** The i-th eigenvector, of norm 1, interleaved; a copy. */
    public double[] vector(int i) {
        return java.util.Arrays.copyOfRange(vectors, 2 * size * i, 2 * size * (i + 1));
    }

    public int size() {
        return size;
    }

    private static HermitianEigen sorted(int size, double[] values, double[] vectors) {
        Integer[] order = new Integer[size];
        java.util.Arrays.setAll(order, i -> i);
        java.util.Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        double[] sortedValues = new double[size];
        double[] sortedVectors = new double[vectors.length];
        for (int i = 0; i < size; i++) {
            sortedValues[i] = values[order[i]];
            System.arraycopy(vectors, 2 * size * order[i], sortedVectors, 2 * size * i, 2 * size);
        }
        return new HermitianEigen(size, sortedValues, sortedVectors);
    }
}
