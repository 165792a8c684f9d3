package org.larmor.core.motion;

import java.util.Arrays;
import org.larmor.core.domain.RealVolume;

/**
 * From where each pixel of a moved picture takes its value: moved(p) = picture(p + u(p)). In pixels.
 *
 * <p>With two components (along y, along x) slices move in their planes, with three (along z, y, x) the stack moves as a whole.
 */
public final class DisplacementField {
    private final int components;
    private final int slices;
    private final int rows;
    private final int columns;
    private final float[] data;

    /**
     * @param data (component, slice, row, column), pixels
     * @throws IllegalArgumentException if there are not two or three components, or {@code data} is not as long as that
     */
    public DisplacementField(int components, int slices, int rows, int columns, float[] data) {
        if ((components != 2 && components != 3) || data.length != (long) components * slices * rows * columns) {
            throw new IllegalArgumentException("a field of " + components + " components of " + slices + " x " + rows
                    + " x " + columns + " needs two or three of them, and not " + data.length + " floats");
        }
        this.components = components;
        this.slices = slices;
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** Nothing moves. */
    public static DisplacementField zero(int components, int slices, int rows, int columns) {
        int length = Math.multiplyExact(components * slices, rows * columns);
        return new DisplacementField(components, slices, rows, columns, new float[length]);
    }

    public int components() {
        return components;
    }

    public int slices() {
        return slices;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The array itself, not a copy. */
    public float[] data() {
        return data;
    }

    /**
     * The moved picture; linear between the pixels, beyond the border as at it.
     *
     * @throws IllegalArgumentException if it is not of this field's size
     */
    public RealVolume moved(RealVolume picture) {
        if (picture.slices() != slices || picture.rows() != rows || picture.columns() != columns) {
            throw new IllegalArgumentException("a field of " + slices + " x " + rows + " x " + columns
                    + " cannot move a picture of " + picture.slices() + " x " + picture.size());
        }
        float[] moved = new float[length()];
        sample(picture.data(), 0, moved, 0);
        return new RealVolume(slices, rows, columns, moved);
    }

    /**
     * The field that moves a picture by {@code first}, and what comes out by this one: the displacement of a pixel is this one's
     * there, and {@code first}'s where that leads.
     */
    public DisplacementField after(DisplacementField first) {
        float[] both = new float[data.length];
        for (int component = 0; component < components; component++) {
            sample(first.data, component * length(), both, component * length());
        }
        for (int i = 0; i < both.length; i++) {
            both[i] += data[i];
        }
        return new DisplacementField(components, slices, rows, columns, both);
    }

    /** Mean length of the displacements, pixels. */
    public double meanLength() {
        double sum = 0;
        for (int i = 0; i < length(); i++) {
            double square = 0;
            for (int component = 0; component < components; component++) {
                double along = data[component * length() + i];
                square += along * along;
            }
            sum += Math.sqrt(square);
        }
        return sum / length();
    }

    /** Share of the pixels whose neighbourhood is turned over or crushed: a Jacobian determinant of 0 or less. */
    public double foldedShare() {
        float[] determinants = JacobianDeterminant.of(this).data();
        int folded = 0;
        for (float determinant : determinants) {
            folded += determinant <= 0 ? 1 : 0;
        }
        return (double) folded / determinants.length;
    }

    /** A copy of the displacements along one axis, pixels. */
    public RealVolume component(int component) {
        float[] values = Arrays.copyOfRange(data, component * length(), (component + 1) * length());
        return new RealVolume(slices, rows, columns, values);
    }

    private int length() {
        return slices * rows * columns;
    }

    private void sample(float[] from, int start, float[] into, int place) {
        var sampling = new LinearSampling(slices, rows, columns);
        int length = length();
        int along = (components - 2) * length;
        for (int slice = 0, i = 0; slice < slices; slice++) {
            int plane = start + slice * rows * columns;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++, i++) {
                    double y = row + data[along + i];
                    double x = column + data[along + length + i];
                    into[place + i] = (float)
                            (components == 2
                                    ? sampling.at(from, plane, y, x)
                                    : sampling.at(from, start, slice + data[i], y, x));
                }
            }
        }
    }
}
