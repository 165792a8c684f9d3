package org.larmor.display.files;

import java.util.List;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;

/**
 * Where the voxels of a stack of slices lie: steps along column, row and slice index and the origin, mm, patient frame LPS.
 *
 * <p>A picture's position is that of pixel (rows / 2, columns / 2), the centre of the transform. The slice step joins the
 * first slice to the last; where positions do not tell, it is the slice direction times the slice's extent.
 */
public record VoxelFrame(double[] column, double[] row, double[] slice, double[] origin) {

    public static VoxelFrame of(List<NiftiFile.Plane> slices) {
        NiftiFile.Plane first = slices.get(0);
        Geometry geometry = first.geometry();
        Readout.Placement placement = isUsable(geometry.placement()) ? geometry.placement() : Readout.Placement.AXIAL;
        RealImage image = first.image();
        double[] column = scaled(placement.read(), step(geometry.fieldOfViewMm().x(), image.columns()));
        double[] row = scaled(placement.phase(), step(geometry.fieldOfViewMm().y(), image.rows()));
        double[] position = scaled(geometry.placement().position(), 1);
        double[] last =
                scaled(slices.get(slices.size() - 1).geometry().placement().position(), 1);
        double[] slice = new double[3];
        double[] origin = new double[3];
        for (int i = 0; i < 3; i++) {
            slice[i] = slices.size() > 1 ? (last[i] - position[i]) / (slices.size() - 1) : 0;
            origin[i] = position[i] - column[i] * (image.columns() / 2) - row[i] * (image.rows() / 2);
        }
        if (norm(slice) < 1e-6) {
            slice = scaled(placement.slice(), step(geometry.fieldOfViewMm().z(), 1));
        }
        return new VoxelFrame(column, row, slice, origin);
    }

    /** Distances between voxel centres, mm. */
    public float[] spacing() {
        return new float[] {(float) norm(column), (float) norm(row), (float) norm(slice)};
    }

    /** The 3 x 4 matrix from voxel indices to NIfTI's frame (RAS): x and y change sign. */
    float[][] ras() {
        float[][] matrix = new float[3][4];
        for (int i = 0; i < 3; i++) {
            double sign = i < 2 ? -1 : 1;
            double[] line = {column[i], row[i], slice[i], origin[i]};
            for (int j = 0; j < 4; j++) {
                matrix[i][j] = (float) (sign * line[j] + 0.0);
            }
        }
        return matrix;
    }

    private static boolean isUsable(Readout.Placement placement) {
        return Math.abs(norm(scaled(placement.read(), 1)) - 1) < 0.01
                && Math.abs(norm(scaled(placement.phase(), 1)) - 1) < 0.01
                && Math.abs(norm(scaled(placement.slice(), 1)) - 1) < 0.01;
    }

    private static double step(double extent, int count) {
        return extent > 0 ? extent / count : 1;
    }

    private static double[] scaled(Vector3 v, double factor) {
        return new double[] {v.x() * factor, v.y() * factor, v.z() * factor};
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
