package org.larmor.core.domain;

import java.util.Arrays;
import java.util.List;

/** A stack of real pictures of one size, slice by slice; a single picture is a stack of one. */
public final class RealVolume {
    private final int slices;
    private final int rows;
    private final int columns;
    private final float[] data;

    /** @throws IllegalArgumentException if {@code data} is not {@code slices * rows * columns} long */
    public RealVolume(int slices, int rows, int columns, float[] data) {
        if (slices < 1 || rows < 1 || columns < 1 || data.length != (long) slices * rows * columns) {
            throw new IllegalArgumentException(slices + " x " + rows + " x " + columns + " needs "
                    + (long) slices * rows * columns + " floats, not " + data.length);
        }
        this.slices = slices;
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** A stack of one, which shares the picture's array. */
    public static RealVolume of(RealImage picture) {
        return new RealVolume(1, picture.rows(), picture.columns(), picture.data());
    }

    /** A stack of these. @throws IllegalArgumentException if there is none, or they are not of one size */
    public static RealVolume of(List<RealImage> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a stack of no pictures");
        }
        int rows = pictures.get(0).rows();
        int columns = pictures.get(0).columns();
        float[] data = new float[Math.multiplyExact(pictures.size(), rows * columns)];
        for (int i = 0; i < pictures.size(); i++) {
            RealImage picture = pictures.get(i);
            if (picture.rows() != rows || picture.columns() != columns) {
                throw new IllegalArgumentException("pictures of a stack must be of one size, not " + rows + " x "
                        + columns + " and " + picture.rows() + " x " + picture.columns());
            }
            System.arraycopy(picture.data(), 0, data, i * rows * columns, rows * columns);
        }
        return new RealVolume(pictures.size(), rows, columns, data);
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

    /** A copy of one slice. */
    public RealImage slice(int slice) {
        int length = rows * columns;
        return new RealImage(rows, columns, Arrays.copyOfRange(data, slice * length, (slice + 1) * length));
    }

    public boolean isSizedLike(RealVolume other) {
        return slices == other.slices && rows == other.rows && columns == other.columns;
    }

    /** For messages: {@code rows x columns}, with the slices before them where there are several. */
    public String size() {
        return (slices == 1 ? "" : slices + " x ") + rows + " x " + columns;
    }
}
