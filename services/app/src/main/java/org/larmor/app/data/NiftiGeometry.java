package org.larmor.app.data;

import java.nio.ByteBuffer;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.domain.Vector3;

/**
 * Where the voxels of a NIfTI-1 file lie: the fields of its header that say so, as they are.
 *
 * @param pixdim distances along the axes, the first of them the sign of the quaternion's frame
 * @param quaternion b, c, d and offsets of the q-form
 * @param rows of the s-form's matrix, 3 x 4
 * @param units of space and time
 */
public record NiftiGeometry(
        float[] pixdim, short qformCode, short sformCode, float[] quaternion, float[] rows, byte units) {
    private static final int PIXDIM = 76;
    private static final int UNITS = 123;
    private static final int QFORM = 252;
    private static final int SFORM = 254;
    private static final int QUATERNION = 256;
    private static final int ROWS = 280;

    /** Of 1 mm, the stack's middle at the origin. */
    public static NiftiGeometry centred(RealVolume stack) {
        float[] rows = {1, 0, 0, -(stack.columns() / 2), 0, 1, 0, -(stack.rows() / 2), 0, 0, 1, -(stack.slices() / 2)};
        byte millimetresAndSeconds = 2 | 8;
        return new NiftiGeometry(
                new float[] {1, 1, 1, 1, 1, 1, 1, 1}, (short) 0, (short) 1, new float[6], rows, millimetresAndSeconds);
    }

    static NiftiGeometry of(ByteBuffer header) {
        return new NiftiGeometry(
                floats(header, PIXDIM, 8),
                header.getShort(QFORM),
                header.getShort(SFORM),
                floats(header, QUATERNION, 6),
                floats(header, ROWS, 12),
                header.get(UNITS));
    }

    private static float[] floats(ByteBuffer header, int at, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = header.getFloat(at + 4 * i);
        }
        return values;
    }

    /** Puts the fields into another header; the distances of the axes beyond space are 1. */
    void into(ByteBuffer header) {
        for (int i = 0; i < pixdim.length; i++) {
            header.putFloat(PIXDIM + 4 * i, i < 4 ? pixdim[i] : 1);
        }
        header.put(UNITS, units);
        header.putShort(QFORM, qformCode);
        header.putShort(SFORM, sformCode);
        for (int i = 0; i < quaternion.length; i++) {
            header.putFloat(QUATERNION + 4 * i, quaternion[i]);
        }
        for (int i = 0; i < rows.length; i++) {
            header.putFloat(ROWS + 4 * i, rows[i]);
        }
    }

    /**
     * From indices (column, row, slice) to mm, 3 x 4: by the s-form, else the q-form, else the distances alone, as the standard has
     * it.
     */
    public double[][] matrix() {
        double[][] matrix = new double[3][4];
        for (int i = 0; i < 12; i++) {
            matrix[i / 4][i % 4] = sformCode > 0 ? rows[i] : 0;
        }
        if (sformCode <= 0) {
            double[][] rotation = qformCode > 0 ? rotation() : new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
            for (int axis = 0; axis < 3; axis++) {
                for (int i = 0; i < 3; i++) {
                    double sign = qformCode > 0 && i == 2 && pixdim[0] < 0 ? -1 : 1;
                    double step = pixdim[1 + i] > 0 ? pixdim[1 + i] : 1;
                    matrix[axis][i] = sign * step * rotation[axis][i];
                }
                matrix[axis][3] = qformCode > 0 ? quaternion[3 + axis] : 0;
            }
        }
        return matrix;
    }

    /** Where one slice lies, in the patient's frame LPS: NIfTI's x and y with their signs changed. */
    Geometry ofSlice(int slice, int rows, int columns) {
        double[][] m = matrix();
        double[] steps = new double[3];
        Vector3[] axes = new Vector3[3];
        for (int axis = 0; axis < 3; axis++) {
            steps[axis] = Math.sqrt(m[0][axis] * m[0][axis] + m[1][axis] * m[1][axis] + m[2][axis] * m[2][axis]);
            double step = Math.max(steps[axis], 1e-9);
            axes[axis] = lps(m[0][axis] / step, m[1][axis] / step, m[2][axis] / step);
        }
        double[] centre = new double[3];
        for (int i = 0; i < 3; i++) {
            centre[i] = m[i][0] * (columns / 2) + m[i][1] * (rows / 2) + m[i][2] * slice + m[i][3];
        }
        return new Geometry(
                new Placement(lps(centre[0], centre[1], centre[2]), axes[0], axes[1], axes[2]),
                new Vector3((float) (steps[0] * columns), (float) (steps[1] * rows), (float) steps[2]));
    }

    private static Vector3 lps(double right, double front, double up) {
        return new Vector3((float) -right, (float) -front, (float) up);
    }

    private double[][] rotation() {
        double b = quaternion[0];
        double c = quaternion[1];
        double d = quaternion[2];
        double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
        return new double[][] {
            {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
            {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
            {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
        };
    }
}
