package org.larmor.app.synthesis;

import java.util.Locale;
import org.larmor.core.domain.RealVolume;

/**
 * Where the voxels of a stack lie.
 *
 * @param matrix from indices (column, row, slice) to mm, 3 x 4
 */
record Grid(int slices, int rows, int columns, double[][] matrix) {
    /** Further apart than this share of a voxel, two grids are not the same. */
    private static final double SAME = 0.05;

    static Grid of(RealVolume picture, double[][] matrix) {
        return new Grid(picture.slices(), picture.rows(), picture.columns(), matrix);
    }

    /** Of 1 mm, its pixel (rows / 2, columns / 2) at the origin. */
    static Grid centred(RealVolume picture) {
        double[][] matrix = {
            {1, 0, 0, -Math.floorDiv(picture.columns(), 2)},
            {0, 1, 0, -Math.floorDiv(picture.rows(), 2)},
            {0, 0, 1, -Math.floorDiv(picture.slices(), 2)}
        };
        return of(picture, matrix);
    }

    /** Whether each voxel has the other's at its place. */
    boolean isLike(Grid other) {
        if (slices != other.slices || rows != other.rows || columns != other.columns) {
            return false;
        }
        double[][] mine = other.fromIndicesOf(this);
        for (int corner = 0; corner < 8; corner++) {
            double[] at = {(corner & 1) * (columns - 1), (corner >> 1 & 1) * (rows - 1), (corner >> 2) * (slices - 1)};
            for (int axis = 0; axis < 3; axis++) {
                if (Math.abs(applied(mine, axis, at) - at[axis]) > SAME) {
                    return false;
                }
            }
        }
        return true;
    }

    /** From indices of the other grid to those of this one, 3 x 4. @throws IllegalArgumentException if this one is flat */
    double[][] fromIndicesOf(Grid other) {
        double[][] inverse = inverse();
        double[][] both = new double[3][4];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                for (int k = 0; k < 3; k++) {
                    double there = other.matrix[k][column] - (column == 3 ? matrix[k][3] : 0);
                    both[row][column] += inverse[row][k] * there;
                }
            }
        }
        return both;
    }

    static double applied(double[][] transform, int row, double... at) {
        return transform[row][0] * at[0] + transform[row][1] * at[1] + transform[row][2] * at[2] + transform[row][3];
    }

    private double[][] inverse() {
        double[][] cofactors = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r = (row + 1) % 3;
                int rr = (row + 2) % 3;
                int c = (column + 1) % 3;
                int cc = (column + 2) % 3;
                cofactors[column][row] = matrix[r][c] * matrix[rr][cc] - matrix[r][cc] * matrix[rr][c];
            }
        }
        double determinant =
                matrix[0][0] * cofactors[0][0] + matrix[0][1] * cofactors[1][0] + matrix[0][2] * cofactors[2][0];
        if (!(Math.abs(determinant) > 1e-12)) {
            throw new IllegalArgumentException("the voxels' directions do not span space");
        }
        for (double[] line : cofactors) {
            for (int i = 0; i < 3; i++) {
                line[i] /= determinant;
            }
        }
        return cofactors;
    }

    /** Distance between neighbours along the columns (0), rows (1) or slices (2), mm. */
    double spacing(int axis) {
        return Math.sqrt(matrix[0][axis] * matrix[0][axis]
                + matrix[1][axis] * matrix[1][axis]
                + matrix[2][axis] * matrix[2][axis]);
    }

    /** For notes: sizes and spacings, slices first. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d x %d x %d of %.3g x %.3g x %.3g mm",
                slices,
                rows,
                columns,
                spacing(2),
                spacing(1),
                spacing(0));
    }
}
