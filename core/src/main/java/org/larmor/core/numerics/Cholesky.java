package org.larmor.core.numerics;

/** The Cholesky factor L of a Hermitian positive definite matrix: A = L L^H, L lower triangular with a real diagonal. */
public final class Cholesky {
    /** A pivot below this share of its diagonal entry counts as zero. */
    private static final double SINGULAR = 1e-10;

    private final int size;
    private final double[] lower;

    private Cholesky(int size, double[] lower) {
        this.size = size;
        this.lower = lower;
    }

    /**
     * Factors a matrix.
     *
     * @param matrix {@code size * size} interleaved complex values, row by row; left as it is
     * @throws SingularMatrixException if the matrix is not positive definite
     */
    public static Cholesky of(int size, double[] matrix) {
        if (size < 1 || matrix.length != 2L * size * size) {
            throw new IllegalArgumentException(
                    "a matrix of " + size + " x " + size + " does not have " + matrix.length + " parts");
        }
        double[] lower = new double[matrix.length];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < row; column++) {
                reduce(size, matrix, lower, row, column);
            }
            double entry = matrix[2 * (row * size + row)];
            double pivot = entry;
            for (int k = 2 * row * size; k < 2 * (row * size + row); k++) {
                pivot -= lower[k] * lower[k];
            }
            if (!(pivot > SINGULAR * entry)) {
                throw new SingularMatrixException(row);
            }
            lower[2 * (row * size + row)] = Math.sqrt(pivot);
        }
        return new Cholesky(size, lower);
    }

    /** That a matrix is not positive definite. */
    public static final class SingularMatrixException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;
        private final int row;

        SingularMatrixException(int row) {
            super("row " + row + " depends on the rows before it");
            this.row = row;
        }

        /** The first row that depends on those before it, or is zero. */
        public int row() {
            return row;
        }
    }

    /** L^-1, interleaved, row by row. */
    public double[] inverseLower() {
        double[] inverse = new double[lower.length];
        for (int column = 0; column < size; column++) {
            for (int row = column; row < size; row++) {
                double re = row == column ? 1 : 0;
                double im = 0;
                for (int k = column; k < row; k++) {
                    int l = 2 * (row * size + k);
                    int x = 2 * (k * size + column);
                    re -= lower[l] * inverse[x] - lower[l + 1] * inverse[x + 1];
                    im -= lower[l] * inverse[x + 1] + lower[l + 1] * inverse[x];
                }
                double diagonal = lower[2 * (row * size + row)];
                inverse[2 * (row * size + column)] = re / diagonal;
                inverse[2 * (row * size + column) + 1] = im / diagonal;
            }
        }
        return inverse;
    }

    /** L, interleaved, row by row; a copy. */
    public double[] lower() {
        return lower.clone();
    }

    /** l(row, column) = (a(row, column) - sum over k of l(row, k) conj(l(column, k))) / l(column, column). */
    private static void reduce(int size, double[] matrix, double[] lower, int row, int column) {
        int at = 2 * (row * size + column);
        double re = matrix[at];
        double im = matrix[at + 1];
        for (int k = 0; k < column; k++) {
            int a = 2 * (row * size + k);
            int b = 2 * (column * size + k);
            re -= lower[a] * lower[b] + lower[a + 1] * lower[b + 1];
            im -= lower[a + 1] * lower[b] - lower[a] * lower[b + 1];
        }
        double diagonal = lower[2 * (column * size + column)];
        lower[at] = re / diagonal;
        lower[at + 1] = im / diagonal;
    }
}
