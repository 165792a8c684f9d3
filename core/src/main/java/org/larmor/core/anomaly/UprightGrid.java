package org.larmor.core.anomaly;

import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.domain.Vector3;

/**
 * The grid of an axial slice with square pixels of one size, nose up, the patient's left on the right; and the way to it and back.
 * Slices that are turned within their plane are taken along their nearest axes.
 */
public final class UprightGrid {
    /** Resampling starts where pixels differ by more than this share. */
    private static final double SAME = 0.01;
    /** Finer pixels are smoothed by this, mm, before some are left out. */
    private static final double SMOOTHING_MM = 0.35;

    private final StudySlice slice;
    private final double spacing;
    private final boolean transposed;
    private final boolean upsideDown;
    private final boolean mirrored;
    private final int rows;
    private final int columns;

    private UprightGrid(StudySlice slice, double spacing, boolean transposed, boolean upsideDown, boolean mirrored) {
        this.slice = slice;
        this.spacing = spacing;
        this.transposed = transposed;
        this.upsideDown = upsideDown;
        this.mirrored = mirrored;
        this.rows = length(turnedRows() * step(rowStep()));
        this.columns = length(turnedColumns() * step(columnStep()));
    }

    /**
     * @param spacing of the grid, mm
     * @throws AnomalyRefusal if the slice does not say how large its pixels are, or is not axial
     */
    public static UprightGrid of(StudySlice slice, double spacing) throws AnomalyRefusal {
        if (!(slice.rowSpacing() > 0) || !(slice.columnSpacing() > 0)) {
            throw new AnomalyRefusal("the slice does not say how large its pixels are");
        }
        Vector3 across = slice.geometry().placement().read();
        Vector3 down = slice.geometry().placement().phase();
        boolean transposed = Math.abs(across.y()) > Math.abs(across.x());
        float toLeft = transposed ? down.x() : across.x();
        float toBack = transposed ? across.y() : down.y();
        double alongHead = Math.max(Math.abs(across.z()), Math.abs(down.z()));
        if (alongHead > Math.sqrt(0.5) || Math.abs(toLeft) < 0.5 || Math.abs(toBack) < 0.5) {
            throw new AnomalyRefusal("the slice is not axial: its columns run along " + told(across)
                    + " and its rows along " + told(down));
        }
        return new UprightGrid(slice, spacing, transposed, toBack < 0, toLeft < 0);
    }

    private static String told(Vector3 v) {
        return "(%.2f, %.2f, %.2f)".formatted(v.x(), v.y(), v.z());
    }

    private int turnedRows() {
        return transposed ? slice.columns() : slice.rows();
    }

    private int turnedColumns() {
        return transposed ? slice.rows() : slice.columns();
    }

    private double rowStep() {
        return transposed ? slice.columnSpacing() : slice.rowSpacing();
    }

    private double columnStep() {
        return transposed ? slice.rowSpacing() : slice.columnSpacing();
    }

    /** Pixels of this grid from one of the slice's to the next. */
    private double step(double millimetres) {
        double step = millimetres / spacing;
        return Math.abs(step - 1) < SAME ? 1 : step;
    }

    private static int length(double pixels) {
        return (int) Math.max(1, Math.round(pixels));
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** A picture of the slice, on this grid. */
    public RealImage upright(RealImage picture) {
        double rowStep = step(rowStep());
        double columnStep = step(columnStep());
        double down = rowStep < 1 - SAME ? SMOOTHING_MM / rowStep() : 0;
        double across = columnStep < 1 - SAME ? SMOOTHING_MM / columnStep() : 0;
        float[] turned = turned(picture.data());
        float[] smooth =
                down + across == 0 ? turned : new GaussianBlur(down, across).of(turned, turnedRows(), turnedColumns());
        float[] made = new float[rows * columns];
        for (int i = 0; i < made.length; i++) {
            made[i] = sampled(
                    smooth,
                    turnedRows(),
                    turnedColumns(),
                    (i / columns + 0.5) / rowStep - 0.5,
                    (i % columns + 0.5) / columnStep - 0.5);
        }
        return new RealImage(rows, columns, made);
    }

    /** A picture of this grid, on the slice's own. */
    public RealImage back(RealImage upright) {
        float[] made = new float[slice.rows() * slice.columns()];
        for (int i = 0; i < turnedRows(); i++) {
            for (int j = 0; j < turnedColumns(); j++) {
                made[place(i, j)] = sampled(
                        upright.data(),
                        rows,
                        columns,
                        (i + 0.5) * step(rowStep()) - 0.5,
                        (j + 0.5) * step(columnStep()) - 0.5);
            }
        }
        return new RealImage(slice.rows(), slice.columns(), made);
    }

    private float[] turned(float[] picture) {
        float[] turned = new float[picture.length];
        for (int i = 0; i < turnedRows(); i++) {
            for (int j = 0; j < turnedColumns(); j++) {
                turned[i * turnedColumns() + j] = picture[place(i, j)];
            }
        }
        return turned;
    }

    /** Where the slice holds the pixel of a turned row and column. */
    private int place(int turnedRow, int turnedColumn) {
        int i = upsideDown ? turnedRows() - 1 - turnedRow : turnedRow;
        int j = mirrored ? turnedColumns() - 1 - turnedColumn : turnedColumn;
        return transposed ? j * slice.columns() + i : i * slice.columns() + j;
    }

    /** Linear between pixels; beyond the border as at it. */
    private static float sampled(float[] values, int rows, int columns, double row, double column) {
        double y = Math.clamp(row, 0, rows - 1);
        double x = Math.clamp(column, 0, columns - 1);
        int top = (int) Math.min(y, Math.max(0, rows - 2));
        int left = (int) Math.min(x, Math.max(0, columns - 2));
        double dy = y - top;
        double dx = x - left;
        int below = Math.min(top + 1, rows - 1);
        int right = Math.min(left + 1, columns - 1);
        double upper = (1 - dx) * values[top * columns + left] + dx * values[top * columns + right];
        double lower = (1 - dx) * values[below * columns + left] + dx * values[below * columns + right];
        return (float) ((1 - dy) * upper + dy * lower);
    }
}
